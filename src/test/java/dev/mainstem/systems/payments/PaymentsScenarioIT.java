package dev.mainstem.systems.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mainstem.house.RunningJar;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clients pay with cards of their own while the acquirer declines, is late or never hears, and the
 * house is killed in the middle: every payment ends in one state, the acquirer's file is our books,
 * nobody was asked twice for the same, and no card number is anywhere. {@code -Dfull=true} is its
 * full size.
 */
class PaymentsScenarioIT {
  private static final Logger LOG = LoggerFactory.getLogger(PaymentsScenarioIT.class);
  private static final boolean FULL = Boolean.getBoolean("full");
  private static final int CLIENTS = FULL ? 32 : 8;

  /** It goes on for so long, with its kills, and until so many have paid. */
  private static final long SECONDS = FULL ? 120 : 20;

  private static final int LEAST = FULL ? 20_000 : 100;
  private static final int KILLS = 3;

  @TempDir private Path data;
  @TempDir private Path elsewhere;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Set<String> numbers = ConcurrentHashMap.newKeySet();
  private final Map<String, String> paid = new ConcurrentHashMap<>();
  private volatile RunningJar house;

  @Test
  void every_payment_ends_once_and_the_acquirers_file_is_our_books() throws Exception {
    try (var acquirer = RunningJar.begin(elsewhere, "acquirer", "--port", "0")) {
      acquirer.awaitReady();
      var at = acquirer.output().replaceAll("(?s).*(http://127.0.0.1:\\d+).*", "$1");
      var moods = "{\"latencyMs\":3,\"declines\":1500,\"timeouts\":300,\"lost\":200}";
      assertEquals(200, put(at + "/behaviour", moods).statusCode());
      house = open(at);
      run(at);
      LOG.info("{} payments, {} cards, {} kills", paid.size(), numbers.size(), KILLS);
      settled();
      books(at);
      // A request that is still on its way has its card with it.
      while (!get(URI.create(at), "/open").equals("{\"open\":0}"))
        LockSupport.parkNanos(50_000_000);
      search();
      house.terminate();
      dumped();
      assertEquals(0, RunningJar.begin(data, "verify").exitCode());
      house.close();
    }
  }

  private RunningJar open(String acquirer) {
    return RunningJar.on(
        data,
        "--set",
        "payments.acquirer.url=" + acquirer,
        "--set",
        "payments.acquirer.timeout-ms=700",
        "--set",
        "outgoing.allow=127.0.0.1");
  }

  private HttpResponse<String> put(String url, String body) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(url)).PUT(BodyPublishers.ofString(body));
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private void run(String acquirer) throws Exception {
    long end = System.nanoTime() + SECONDS * 1_000_000_000;
    var threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      var work = new ArrayList<Callable<Void>>();
      for (int i = 0; i < CLIENTS; i++) {
        int client = i;
        work.add(() -> pay(client, end));
      }
      var all = work.stream().map(threads::submit).toList();
      for (int kill = 1; kill <= KILLS; kill++) {
        long at = end - (KILLS + 1 - kill) * SECONDS * 1_000_000_000 / (KILLS + 1);
        while (System.nanoTime() < at) LockSupport.parkNanos(10_000_000);
        house.kill9();
        house = open(acquirer);
      }
      for (var each : all) each.get();
    } finally {
      threads.shutdownNow();
    }
  }

  private Void pay(int client, long end) throws Exception {
    var random = new Random(client);
    for (int n = 0; System.nanoTime() < end || paid.size() < LEAST; n++) {
      var key = "k-" + client + "-" + n;
      var intent = intent(key, body(random));
      if (random.nextInt(10) < 3) assertEquals(intent, intent(key, bodies.get(key)));
      if (random.nextInt(10) == 0) {
        post("/v1/refunds", "payment_intent=" + intent + "&amount=100", key + "-r");
      }
    }
    return null;
  }

  private final Map<String, String> bodies = new ConcurrentHashMap<>();

  private String body(Random random) {
    var number = number(random);
    return "amount="
        + (500 + random.nextInt(5_000))
        + "&currency="
        + List.of("usd", "eur", "jpy").get(random.nextInt(3))
        + "&confirm=true&payment_method_data[type]=card&payment_method_data[card][number]="
        + number
        + "&payment_method_data[card][exp_month]=12&payment_method_data[card][exp_year]=2040"
        + "&payment_method_data[card][cvc]=9"
        + (10 + random.nextInt(90));
  }

  /** A number nobody has used, with the right last digit. */
  private String number(Random random) {
    var digits = new StringBuilder("4");
    while (digits.length() < 15) digits.append(random.nextInt(10));
    for (char last = '0'; ; last++) {
      if (!Brand.valid(digits.toString() + last)) continue;
      numbers.add(digits.toString() + last);
      return digits.toString() + last;
    }
  }

  /** Pays, however often it takes; answers the intent's id. */
  private String intent(String key, String body) throws Exception {
    bodies.put(key, body);
    var answer = post("/v1/payment_intents", body, key);
    var intent = answer.has("error") ? answer.at("/error/payment_intent") : answer;
    var id = intent.path("id").asText();
    assertTrue(id.startsWith("pi_"), answer.toString());
    var before = paid.putIfAbsent(key, id);
    if (before != null) assertEquals(before, id, "the same key is the same payment");
    return id;
  }

  private JsonNode post(String path, String body, String key) throws Exception {
    for (int n = 0; n < 1_000; n++) {
      try {
        var request =
            HttpRequest.newBuilder(house.address("payments.stripe").resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer sk_test_x")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body));
        var answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() < 500 && answer.statusCode() != 409) {
          return json.readTree(answer.body());
        }
      } catch (java.io.IOException | java.io.UncheckedIOException | AssertionError dead) {
        LockSupport.parkNanos(50_000_000);
      }
      LockSupport.parkNanos(20_000_000);
    }
    throw new AssertionError("never answered");
  }

  private String get(URI door, String path) throws Exception {
    var request = HttpRequest.newBuilder(door.resolve(path));
    return http.send(request.build(), BodyHandlers.ofString()).body();
  }

  private List<JsonNode> listed(String path) throws Exception {
    var all = new ArrayList<JsonNode>();
    for (var after = ""; ; ) {
      var page = json.readTree(get(house.address("payments.stripe"), path + "?limit=100" + after));
      page.path("data").forEach(all::add);
      if (!page.path("has_more").asBoolean()) return all;
      after = "&starting_after=" + all.get(all.size() - 1).path("id").asText();
    }
  }

  /** Nothing is under way any more, and every key has one payment in one end state. */
  private void settled() throws Exception {
    var states = new TreeMap<String, Integer>();
    var intents = List.<JsonNode>of();
    for (long until = System.nanoTime() + 90_000_000_000L; ; ) {
      intents = listed("/v1/payment_intents");
      states.clear();
      intents.forEach(intent -> states.merge(intent.path("status").asText(), 1, Integer::sum));
      var refunds = listed("/v1/refunds");
      boolean open = refunds.stream().anyMatch(r -> r.path("status").asText().equals("pending"));
      if (!states.containsKey("processing") && !open) break;
      assertTrue(System.nanoTime() < until, "never settles: " + states);
      LockSupport.parkNanos(200_000_000);
    }
    var ends = Set.of("succeeded", "requires_payment_method");
    assertTrue(ends.containsAll(states.keySet()), states.toString());
    assertEquals(paid.size(), Set.copyOf(paid.values()).size());
    assertEquals(paid.size(), intents.size(), states.toString());
    assertTrue(states.get("succeeded") > 20, states.toString());
    assertTrue(states.get("requires_payment_method") > 0, states.toString());
  }

  private void books(String acquirer) throws Exception {
    var file = get(URI.create(acquirer), "/settlements/all").split("\n");
    var lines = new ArrayList<Map<String, Object>>();
    for (int i = 1; i < file.length; i++) {
      var cells = file[i].split(",");
      var line = new HashMap<String, Object>();
      line.put("reference", cells[0]);
      line.put("kind", cells[1]);
      line.put("original", cells[2]);
      line.put("amount", Long.parseLong(cells[3]));
      line.put("currency", cells[4]);
      line.put("fee", Long.parseLong(cells[5]));
      lines.add(line);
    }
    var request =
        HttpRequest.newBuilder(house.address("http").resolve("/payments/reconciliations"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(Map.of("lines", lines))));
    var answer = http.send(request.build(), BodyHandlers.ofString()).body();
    var found = json.readTree(answer);
    assertEquals(lines.size(), found.path("matched").asInt(-1), answer);
    for (var part : List.of("differing", "onlyTheirs", "onlyOurs")) {
      assertEquals(0, found.path(part).size(), answer);
    }
    assertEquals("{\"repeats\":0}", get(URI.create(acquirer), "/repeats"));
    var sums = new TreeMap<String, Long>();
    for (var account : json.readTree(get(house.address("http"), "/payments/ledger/accounts"))) {
      long balance = account.path("creditsPosted").asLong() - account.path("debitsPosted").asLong();
      sums.merge(account.path("currency").asText(), balance, Long::sum);
    }
    assertEquals(Set.of("eur", "jpy", "usd"), sums.keySet());
    sums.forEach((currency, sum) -> assertEquals(0, sum, currency));
  }

  /** In files, in what the log says, in answers, in the heap. */
  private void search() throws Exception {
    var cards = new CardSearch(numbers);
    assertTrue(numbers.size() > 20, "only " + numbers.size());
    var heap = elsewhere.resolve("heap.hprof");
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var dump = List.of(jcmd, Long.toString(house.pid()), "GC.heap_dump", heap.toString());
    assertEquals(0, new ProcessBuilder(dump).redirectErrorStream(true).start().waitFor());
    cards.lookIn(heap);
    Files.delete(heap);
    cards.lookBelow(data);
    cards.lookBelow(elsewhere);
    for (var path : List.of("/v1/payment_intents", "/v1/payment_methods", "/v1/events")) {
      for (var each : listed(path)) cards.lookAt(path, each.toString().getBytes());
    }
    for (var id : List.copyOf(paid.values()).subList(0, 20)) {
      var story = get(house.address("http"), "/why/payments/" + id);
      assertTrue(story.contains("payments.AttemptStarted"), story);
      cards.lookAt("why " + id, story.getBytes(StandardCharsets.UTF_8));
    }
    printed(cards, "AttemptStarted", "log", "cat", "--all");
    cards.lookAt("messages", house.output().getBytes(StandardCharsets.UTF_8));
  }

  private void printed(CardSearch cards, String says, String... command) throws Exception {
    var printing = RunningJar.begin(data, command);
    assertEquals(0, printing.exitCode(), printing.output());
    assertTrue(printing.output().contains(says), List.of(command) + " tells nothing");
    cards.lookAt(List.of(command) + "", printing.output().getBytes(StandardCharsets.UTF_8));
  }

  /** What can be printed of the tables once the house is closed. */
  private void dumped() throws Exception {
    printed(new CardSearch(numbers), "\"table\":\"charge\"", "tables", "dump");
  }
}
