package dev.mainstem.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.EngineFilter.includeEngines;

import com.sun.net.httpserver.HttpServer;
import dev.mainstem.app.Index;
import dev.mainstem.engine.delivery.AddressGuard;
import dev.mainstem.engine.delivery.AddressRange;
import dev.mainstem.engine.delivery.Delivery;
import dev.mainstem.engine.delivery.Letter;
import dev.mainstem.engine.delivery.Outgoing;
import dev.mainstem.engine.delivery.StandardWebhooks;
import dev.mainstem.kernel.Subsystem;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** What docs/add-a-system.md says is so: its system is made of it, judged, and run. */
class DocsTest {
  private static final String CARD = "dev.mainstem.systems.polls.Polls";
  private static final String POLL =
      "{'question':'Tea?','choices':['yes','no'],'about':'spring','closesAt':'%s','tell':'%s'}";

  @TempDir private static Path directory;
  private static Doc doc;
  private static ClassLoader classes;

  @BeforeAll
  static void its_code_compiles() throws Exception {
    doc = new Doc(Path.of("docs", "add-a-system.md"), directory);
    doc.write();
    classes = doc.compile();
  }

  @Test
  void its_tests_hold() throws Exception {
    var tests = new ArrayList<Class<?>>();
    for (var each : doc.classes("src/test/java")) {
      if (each.endsWith("Test")) tests.add(classes.loadClass(each));
    }
    var told = new SummaryGeneratingListener();
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    thread.setContextClassLoader(classes);
    try {
      var asked =
          LauncherDiscoveryRequestBuilder.request().filters(includeEngines("junit-jupiter"));
      tests.forEach(test -> asked.selectors(selectClass(test)));
      LauncherFactory.create().execute(asked.build(), told);
    } finally {
      thread.setContextClassLoader(before);
    }
    var failures = told.getSummary().getFailures();
    assertEquals(
        List.of(),
        failures.stream().map(f -> f.getTestIdentifier() + ": " + f.getException()).toList());
    assertTrue(told.getSummary().getTestsSucceededCount() >= 10, tests + " ran");
  }

  @Test
  void its_code_is_tidy() {
    var complaints = new ArrayList<String>();
    doc.files().forEach((path, text) -> complaints.addAll(TidyRules.complaints(path, text)));
    assertEquals(List.of(), complaints);
  }

  @Test
  void its_row_of_the_readme_is_the_first_sentence_of_its_card() {
    var card = doc.files().get("src/main/java/" + CARD.replace('.', '/') + ".java");
    var sentence = card.replaceAll("(?s).*?\\n/\\*\\* (.*?\\.) ?\\*/.*", "$1");
    assertTrue(doc.patched("README.md").contains("| polls | " + sentence + " |"), sentence);
  }

  private record Heard(Map<String, List<String>> headers, String body) {}

  /** Every system of the house and this one, whose receiver is a server of ours. */
  @Test
  void its_system_runs_and_its_result_is_told_with_a_signature_that_is_right(@TempDir Path data)
      throws Exception {
    var heard = new LinkedBlockingQueue<Heard>();
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          heard.add(new Heard(Map.copyOf(exchange.getRequestHeaders()), body));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    var tell = "http://127.0.0.1:" + server.getAddress().getPort() + "/result";
    var vertx = Vertx.vertx();
    var guard = new AddressGuard(AddressRange.listed("127.0.0.1"), InetAddress::getAllByName);
    try (var out = new Delivery(vertx, guard, InstantSource.system());
        var house = new HouseUnderTest(data, systems(out), engine -> new Anybody())) {
      links(house, tell, heard);
      votes(house, tell, heard);
      assertTrue(house.engine().verification().run().sound());
    } finally {
      server.stop(0);
      HouseUnderTest.await(vertx.close());
    }
  }

  private static List<Subsystem<?>> systems(Outgoing out) throws Exception {
    var all = new ArrayList<>(Index.systems());
    var card = classes.loadClass(CARD).getConstructor(Outgoing.class, byte[].class);
    all.add((Subsystem<?>) card.newInstance(out, new byte[32]));
    return all;
  }

  private static HttpResponse<String> ask(HouseUnderTest house, String request, String body)
      throws Exception {
    var line = request.split(" ");
    var json = body.replace('\'', '"');
    var answer = house.ask(line[0], line[1], json, "Content-Type", "application/json");
    assertEquals(2, answer.statusCode() / 100, request + ": " + answer.body());
    return answer;
  }

  private static String open(HouseUnderTest house, Instant closesAt, String tell) throws Exception {
    var answer = ask(house, "POST /polls", POLL.formatted(closesAt, tell));
    return answer.headers().firstValue("Location").orElseThrow();
  }

  /** Two votes, one of them changed; then its time is up. */
  private static void votes(HouseUnderTest house, String tell, LinkedBlockingQueue<Heard> heard)
      throws Exception {
    var poll = open(house, Instant.now().plusSeconds(3), tell);
    ask(house, "PUT " + poll + "/votes/bob", "{'choice':'yes'}");
    long then = house.position();
    ask(house, "PUT " + poll + "/votes/bob", "{'choice':'no'}");
    ask(house, "PUT " + poll + "/votes/eve", "{'choice':'no'}");
    var past = ask(house, "GET /polls?asOf=main-" + then, "").body();
    assertTrue(past.contains("{\"text\":\"yes\",\"votes\":1}"), past);
    var letter = heard.poll(20, TimeUnit.SECONDS);
    assertTrue(letter != null, "the result was told to nobody");
    assertTrue(letter.body().contains("{\"text\":\"no\",\"votes\":2}"), letter.body());
    signed(house, letter);
  }

  private static void signed(HouseUnderTest house, Heard letter) throws Exception {
    var key =
        ask(house, "GET /polls/signing-key", "").body().replaceAll(".*(whsec_[^\"]+).*", "$1");
    var at =
        Instant.ofEpochSecond(Long.parseLong(letter.headers().get("Webhook-timestamp").get(0)));
    var id = letter.headers().get("Webhook-id").get(0);
    var bytes = letter.body().getBytes(StandardCharsets.UTF_8);
    var right = new StandardWebhooks(List.of(key)).sign(new Letter("", id, Map.of(), bytes), at);
    assertEquals(
        List.of(right.get("webhook-signature")), letter.headers().get("Webhook-signature"));
  }

  /** A poll about a link ends with the link. */
  private static void links(HouseUnderTest house, String tell, LinkedBlockingQueue<Heard> heard)
      throws Exception {
    ask(house, "POST /links", "{'target':'https://a.example/','slug':'spring'}");
    open(house, Instant.now().plusSeconds(3_600), tell);
    ask(house, "DELETE /links/spring", "");
    var letter = heard.poll(20, TimeUnit.SECONDS);
    assertTrue(letter != null && letter.body().contains("\"state\":\"closed\""), letter + "");
  }
}
