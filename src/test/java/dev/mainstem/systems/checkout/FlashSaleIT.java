package dev.mainstem.systems.checkout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mainstem.house.RunningJar;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A flash sale of 250 units to 2,500 buyers, four times as many with -Pfull, some of whom are
 * declined, change their mind or must be looked at, with three kills in between: exactly sold out,
 * nobody over the cap, nobody charged twice or without an order.
 */
final class FlashSaleIT {
  private static final boolean FULL = Boolean.getBoolean("full");
  private static final int UNITS = FULL ? 1_000 : 250;
  private static final int BUYERS = 10 * UNITS;
  private static final int CLIENTS = 32;
  private static final int PRICE = 2_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Who asks without a pause takes from the house what it should be at work with. */
  private static final long LOOK_NANOS = 30_000_000;

  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path data;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<Integer, String> tickets = new ConcurrentHashMap<>();
  private final Map<Integer, String> sessions = new ConcurrentHashMap<>();
  private final Set<Integer> done = ConcurrentHashMap.newKeySet();
  private final AtomicInteger bought = new AtomicInteger();
  private volatile RunningJar jar;
  private volatile boolean soldOut;
  private volatile int killAt;

  /** One thing a buyer does; whether it came to something. */
  private interface Deed {
    boolean done(int buyer) throws Exception;
  }

  private void start() {
    jar = RunningJar.on(data, "--set", "disk.min-free-mb=0", "--set", "disk.min-free-percent=0");
  }

  private HttpResponse<String> ask(String method, String path, String body, String key)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(jar.address("http").resolve(path))
            .timeout(PATIENCE)
            .header("API-Version", "2026-04-17")
            .method(method, BodyPublishers.ofString(body.replace('\'', '"')));
    if (!body.isEmpty()) request.header("Content-Type", "application/json");
    if (!key.isEmpty()) request.header("Idempotency-Key", key);
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private JsonNode admin(String method, String path, String body) throws Exception {
    var answer = ask(method, "/checkout/" + path, body, "");
    assertTrue(answer.statusCode() / 100 == 2, path + ": " + answer.body());
    return JSON.readTree(answer.body().isEmpty() ? "null" : answer.body());
  }

  private void open() throws Exception {
    admin("PUT", "shop", "{'name':'Drop','currency':'usd','merchant':'acme'}");
    admin("PUT", "products/shoe", "{'title':'Shoe','description':'Rare'}");
    admin("PUT", "variants/drop", "{'product':'shoe','title':'Rare','digital':true}");
    admin("PUT", "variants/drop/prices", "{'amounts':{'usd':" + PRICE + "}}");
    admin("PUT", "variants/lace", "{'product':'shoe','title':'Lace','digital':true}");
    admin("PUT", "variants/lace/prices", "{'amounts':{'usd':100}}");
    var bundle = "'bundle':[{'sku':'drop','quantity':1},{'sku':'lace','quantity':1}]";
    admin(
        "PUT", "variants/pair", "{'product':'shoe','title':'Pair','digital':true," + bundle + "}");
    admin("PUT", "variants/pair/prices", "{'amounts':{'usd':" + PRICE + "}}");
    admin("POST", "stock/drop/receive", "{'quantity':" + UNITS + "}");
    admin("POST", "stock/lace/receive", "{'quantity':100}");
    var flagged = "{'name':'listed','kind':'listed','score':50}";
    admin("PUT", "fraud", "{'rules':[" + flagged + "],'reviewAt':50,'blockAt':100}");
    admin("POST", "listed", "{'buyer':'odd.example'}");
    admin(
        "PUT",
        "sales/drop",
        "{'sku':'drop','opensAt':'2020-01-01T00:00:00Z','closesAt':'2999-01-01T00:00:00Z',"
            + "'cap':1,'perSecond':5000}");
  }

  /** All clients at once; a deed that fails because the house is gone is tried again later. */
  private void all(Deed deed) throws InterruptedException {
    var next = new AtomicInteger();
    var failed = new ArrayList<Throwable>();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < CLIENTS; i++) {
      var thread =
          new Thread(
              () -> {
                try {
                  for (int n = next.getAndIncrement(); n < BUYERS; n = next.getAndIncrement()) {
                    if (!done.contains(n) && deed.done(n)) done.add(n);
                  }
                } catch (IOException gone) {
                  return;
                } catch (Throwable e) {
                  synchronized (failed) {
                    failed.add(e);
                  }
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (var thread : threads) thread.join();
    if (!failed.isEmpty()) throw new AssertionError(failed.get(0));
  }

  private static String mail(int buyer) {
    return "b" + buyer + (buyer % 50 == 7 ? "@odd.example" : "@b.example");
  }

  private boolean join(int buyer) throws Exception {
    var answer =
        ask("POST", "/checkout/sales/drop/queue", "{'buyer':'" + mail(buyer) + "'}", "j" + buyer);
    if (answer.statusCode() >= 500) return false;
    assertEquals(200, answer.statusCode(), answer.body());
    tickets.put(buyer, JSON.readTree(answer.body()).get("ticket").asText());
    return true;
  }

  /** Opens a session and pays; one buyer in ten wants the bundle, which shares the stock. */
  private boolean buy(int buyer) throws Exception {
    if (soldOut) return true;
    var id = sessions.get(buyer);
    if (id == null) {
      var sku = buyer % 97 == 3 ? "pair" : "drop";
      var body =
          "{'items':[{'id':'%s'}],'buyer':{'email':'%s'},'metadata':{'queue_ticket':'%s'}}"
              .formatted(sku, mail(buyer), tickets.get(buyer));
      var opened = ask("POST", "/checkout_sessions", body, "o" + buyer);
      if (opened.statusCode() >= 500) return false;
      assertEquals(201, opened.statusCode(), opened.body());
      id = JSON.readTree(opened.body()).get("id").asText();
      sessions.put(buyer, id);
    }
    if (buyer % 5 == 4) return changesHisMind(buyer, id);
    return pays(buyer, id, buyer % 10 == 2 ? "pm_card_chargeDeclined" : "pm_card_visa");
  }

  private boolean changesHisMind(int buyer, String id) throws Exception {
    var canceled = ask("POST", "/checkout_sessions/" + id + "/cancel", "{}", "c" + buyer);
    return canceled.statusCode() < 500;
  }

  private boolean pays(int buyer, String id, String card) throws Exception {
    var answer = pay(buyer, id, card, "p");
    if (answer.statusCode() >= 500) return false;
    if (answer.statusCode() == 200) oneMore();
    else if (answer.body().contains("out_of_stock")) looksWhetherAnyIsLeft();
    return true;
  }

  private HttpResponse<String> pay(int buyer, String id, String card, String key) throws Exception {
    var body =
        "{'payment_data':{'handler_id':'card_tokenized','instrument':{'type':'card',"
            + "'credential':{'type':'spt','token':'"
            + card
            + "'}}}}";
    return ask("POST", "/checkout_sessions/" + id + "/complete", body, key + buyer);
  }

  private void looksWhetherAnyIsLeft() throws Exception {
    var level = admin("GET", "stock/drop", "");
    soldOut = level.get("sold").asInt() == UNITS;
  }

  /** Has all buyers buy, until so many have and the house is killed. */
  private void killedAt(int many) throws Exception {
    killAt = many;
    all(this::buy);
    start();
  }

  private void oneMore() {
    if (bought.incrementAndGet() == killAt) jar.kill9();
  }

  @Test
  void as_many_units_as_there_are_go_to_one_in_ten_buyers() throws Exception {
    try {
      start();
      open();
      all(this::join);
      done.clear();
      assertEquals(BUYERS, admin("GET", "sales/drop", "").get("joined").asInt());
      untilAdmitted();
      for (int kill = 1; kill <= 3; kill++) killedAt(kill * UNITS / 5);
      killAt = 0;
      all(this::buy);
      approve();
      settle();
      assertEquals(List.of(), soonRight());
    } catch (AssertionError e) {
      throw new AssertionError(jar == null ? "" : jar.output(), e);
    } finally {
      if (jar != null) jar.close();
    }
  }

  private void untilAdmitted() throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (admin("GET", "sales/drop", "").get("admitted").asInt() < BUYERS) {
      assertTrue(System.nanoTime() < deadline, "the line does not move");
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private void approve() throws Exception {
    for (var review : admin("GET", "reviews?limit=1000", "")) {
      admin("POST", "reviews/" + review.get("session").asText(), "{'approve':true}");
    }
  }

  /** Until nobody pays any more; then who was too early may come again, as long as there is any. */
  private void settle() throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (; ; ) {
      var level = admin("GET", "stock/drop", "");
      if (level.get("sold").asInt() == UNITS && level.get("reserved").asInt() == 0) return;
      assertTrue(System.nanoTime() < deadline, "never sold out: " + level);
      LockSupport.parkNanos(LOOK_NANOS);
      approve();
      boolean none = level.get("reserved").asInt() == 0;
      if (none) again();
    }
  }

  private void again() throws Exception {
    int left = 20;
    for (int buyer = 0; buyer < BUYERS && left > 0; buyer++) {
      var id = sessions.get(buyer);
      if (id == null || buyer % 5 == 4 || buyer % 10 == 2) continue;
      var answer = pay(buyer, id, "pm_card_visa", "again" + left + "-");
      if (answer.statusCode() == 200) left--;
    }
  }

  /** What is sold is paid a moment later; what is wrong by then stays wrong. */
  private List<String> soonRight() throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    var wrong = wrong();
    while (!wrong.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK_NANOS);
      wrong = wrong();
    }
    return wrong;
  }

  /** All that is not as it must be. */
  private List<String> wrong() throws Exception {
    var wrong = new ArrayList<String>();
    var level = admin("GET", "stock/drop", "");
    if (level.get("sold").asInt() != UNITS) wrong.add("sold " + level);
    Map<String, Integer> ofBuyer = new HashMap<>();
    long charged = 0;
    int orders = 0;
    var path = "orders?limit=1000";
    for (var next = path; next != null; ) {
      var answer = ask("GET", "/checkout/" + next, "", "");
      for (var order : JSON.readTree(answer.body())) {
        orders++;
        charged += order.get("charged").asLong();
        ofBuyer.merge(order.get("buyer").asText(), 1, Integer::sum);
        if (!order.get("state").asText().equals("paid")) wrong.add("unpaid " + order.get("id"));
      }
      var link = answer.headers().firstValue("Link").orElse("");
      next =
          link.contains("after=")
              ? path + "&" + link.replaceAll(".*[?&](after=[^>&]+).*", "$1")
              : null;
    }
    if (orders != UNITS) wrong.add(orders + " orders");
    if (charged != (long) UNITS * PRICE) wrong.add(charged + " charged");
    ofBuyer.forEach(
        (buyer, many) -> {
          if (many > 1) wrong.add(buyer + " has " + many);
        });
    long received = received();
    if (received != charged) wrong.add("the acquirer took " + received);
    return wrong;
  }

  /** What the books say that the acquirer took, in minor units. */
  private long received() throws Exception {
    var accounts = ask("GET", "/payments/ledger/accounts?limit=1000", "", "").body();
    for (var account : JSON.readTree(accounts)) {
      var receivable = account.get("id").asText().equals("payments:usd/receivable");
      long credits = account.get("creditsPosted").asLong();
      if (receivable) return account.get("debitsPosted").asLong() - credits;
    }
    throw new AssertionError("no account says what was taken: " + accounts);
  }
}
