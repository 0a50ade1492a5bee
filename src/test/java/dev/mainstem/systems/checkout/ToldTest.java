package dev.mainstem.systems.checkout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mainstem.house.Addresses;
import dev.mainstem.house.Anybody;
import dev.mainstem.house.HouseUnderTest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is told of an order, and where nothing may be told. */
class ToldTest {
  private static final long PATIENCE_NANOS = 10_000_000_000L;
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path data;
  private HouseUnderTest house;

  @BeforeEach
  void open() throws Exception {
    house = new HouseUnderTest(data, new Trio().all(), engine -> new Anybody());
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private String ask(String method, String path, String body) throws Exception {
    var answer =
        body.isEmpty()
            ? house.ask(method, path, body)
            : house.ask(method, path, body.replace('\'', '"'), "Content-Type", "application/json");
    assertTrue(answer.statusCode() < 300, path + answer.body());
    return answer.body();
  }

  private void opens() throws Exception {
    ask("PUT", "/checkout/shop", "{'name':'Acme','currency':'usd','merchant':'acme'}");
    ask("PUT", "/checkout/products/song", "{'title':'Song','description':''}");
    ask("PUT", "/checkout/variants/song", "{'product':'song','title':'S','digital':true}");
    ask("PUT", "/checkout/variants/song/prices", "{'amounts':{'usd':1999}}");
    ask("POST", "/checkout/stock/song/receive", "{'quantity':9}");
  }

  private String buys(String more) throws Exception {
    var body =
        "{'items':[{'sku':'song','quantity':1}],'buyer':{'email':'ann@example.org'}%s}"
            .formatted(more);
    var made = JSON.readTree(ask("POST", "/checkout/sessions", body));
    var id = made.path("session").path("id").asText();
    ask("POST", "/checkout/sessions/" + id + "/complete", "{'method':'pm_card_visa'}");
    return id;
  }

  private JsonNode over(String session) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    for (; ; Thread.onSpinWait()) {
      var seen = JSON.readTree(ask("GET", "/checkout/sessions/" + session, ""));
      if (!seen.path("state").asText().equals("completing")) return seen;
      assertTrue(System.nanoTime() < deadline, seen::toString);
    }
  }

  /** Payments knows of a buyer what checkout tells it: a keyed hash, and never the address. */
  @Test
  void a_buyer_is_judged_by_the_rules_of_payments_by_the_mail_he_gave() throws Exception {
    opens();
    var rule = "{'name':'often','action':'block','when':'attempts(email, 1h) > 1','score':1}";
    ask("PUT", "/payments/risk/rules", "{'rules':[" + rule + "]}");
    assertEquals("completed", over(buys("")).path("state").asText());
    var second = over(buys(""));
    assertEquals("open", second.path("state").asText(), second::toString);
    assertEquals("payment_declined", second.path("trouble").path("code").asText());
  }

  @Test
  void a_buyer_whom_notifications_know_is_told_and_nobody_else() throws Exception {
    opens();
    ask("PUT", "/notifications/people/ann", "{'topic':'ann-news'}");
    buys("");
    buys(",'person':'stranger'");
    buys(",'person':'ann'");
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    var path = "/notifications/people/ann/deliveries";
    while (!ask("GET", path, "").contains("Your order at Acme")) {
      assertTrue(System.nanoTime() < deadline, ask("GET", path, ""));
      Thread.onSpinWait();
    }
    assertEquals(1, JSON.readTree(ask("GET", path, "")).size());
    assertEquals(0, house.engine().processes().deadLetters(10).size());
  }

  @Test
  void order_events_go_to_no_neighbour_in_whatever_notation() throws Exception {
    for (var url : Addresses.refused().toList()) {
      var body =
          JSON.writeValueAsString(
              java.util.Map.of(
                  "name", "A", "currency", "usd", "merchant", "a", "orderEvents", url));
      var answer = house.ask("PUT", "/checkout/shop", body, "Content-Type", "application/json");
      assertEquals(400, answer.statusCode(), url + answer.body());
      assertTrue(answer.body().contains("\"/orderEvents\""), url + answer.body());
    }
  }
}
