package dev.mainstem.systems.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.house.Anybody;
import dev.mainstem.house.HouseUnderTest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Payments at the house's own door: the request, the status, and what the answer holds. */
class PaymentsHttpTest {
  private static final String VISA = "'method':'pm_card_visa'";
  private static final String[][] ROWS = {
    {"POST /payments/intents", "{'amount':2000,'currency':'usd'," + VISA + "}", "201", "pi_"},
    {"GET /payments/intents/ID", "", "200", "'status':'succeeded'"},
    {"GET /payments/intents/ID", "", "200", "'debit':'payments:usd/receivable'"},
    {"GET /payments/intents/ID", "", "200", "'last4':'4242'"},
    {"GET /payments/intents", "", "200", "'received':2000"},
    {"GET /payments/ID/history", "", "200", "payments.Captured"},
    {
      "GET /payments/balance",
      "",
      "200",
      "{'currency':'usd','available':0,'pending':1912,'held':0,'fees':88,'owed':2000}"
    },
    {"POST /payments/intents/ID/confirm", "{}", "409", "payments/wrong-state"},
    {"POST /payments/intents/ID/refund", "{'amount':2001}", "400", "amount-too-large"},
    {"POST /payments/intents/ID/refund", "{'amount':500}", "200", "'amount':500"},
    {"GET /payments/intents/ID", "", "200", "'refunded':500"},
    {"POST /payments/intents/ID/cancel", "{}", "409", "payments/wrong-state"},
    {"POST /payments/intents", "{'amount':1,'currency':'usd'," + VISA + "}", "400", "/amount"},
    {"POST /payments/intents", "{'amount':99,'currency':'xxx'," + VISA + "}", "400", "/currency"},
    {"POST /payments/intents", "{'amount':99,'currency':'usd','method':'x'}", "404", "x"},
    {"POST /payments/intents", "{'amount':99,'currency':'usd','number':'4'}", "400", "/number"},
    {
      "POST /payments/intents",
      "{'amount':99,'currency':'usd','country':'usa'," + VISA + "}",
      "400",
      "/country"
    },
    {"GET /payments/intents/pi_no", "", "404", "payments/no-such-payment"},
    {"GET /payments/deliveries", "", "200", "[]"},
    {"POST /payments/deliveries/wh_00000000000000000000000001/resend", "{}", "404", ""},
    {"GET /payments/simulator", "", "200", "'acquirer':'simulator','inHouse':true"},
    {
      "POST /payments/simulator",
      "{'latencyMs':0,'declines':10001,'timeouts':0,'lost':0}",
      "400",
      "/declines"
    },
    {
      "POST /payments/simulator",
      "{'latencyMs':0,'declines':10000,'timeouts':0,'lost':0}",
      "200",
      "10000"
    },
    {"POST /payments/intents", "{'amount':2000,'currency':'usd'," + VISA + "}", "201", "pi_"},
    {"GET /payments/intents?limit=1", "", "200", "'code':'card_declined'"},
  };

  @Test
  void every_row_is_answered(@TempDir Path data) throws Exception {
    List<dev.mainstem.kernel.Subsystem<?>> systems = List.of(HousePayments.alone());
    try (var house = new HouseUnderTest(data, systems, engine -> new Anybody())) {
      var id = "";
      for (var row : ROWS) {
        var request = row[0].replace("ID", id).split(" ", 2);
        var type = new String[] {"Content-Type", "application/json"};
        var answer = house.ask(request[0], request[1], row[1].replace('\'', '"'), type);
        assertEquals(row[2], answer.statusCode() + "", row[0] + answer.body());
        assertTrue(answer.body().contains(row[3].replace('\'', '"')), row[0] + answer.body());
        if (!answer.body().contains("\"status\":\"processing\"")) continue;
        id = answer.body().replaceAll(".*\"intent\":\"(\\w+)\".*", "$1");
        while (house.ask("GET", "/payments/intents/" + id, "").body().contains("processing")) {
          Thread.onSpinWait();
        }
      }
      assertEquals(List.of(), house.engine().processes().deadLetters(10));
      assertTrue(house.engine().verification().run().sound());
    }
  }

  @Test
  void who_presses_twice_has_paid_once(@TempDir Path data) throws Exception {
    List<dev.mainstem.kernel.Subsystem<?>> systems = List.of(HousePayments.alone());
    try (var house = new HouseUnderTest(data, systems, engine -> new Anybody())) {
      var pay = "{'amount':2000,'currency':'usd'," + VISA + ",'email':'ann@example.com'}";
      var headers = new String[] {"Content-Type", "application/json", "Idempotency-Key", "k1"};
      var one = house.ask("POST", "/payments/intents", pay.replace('\'', '"'), headers);
      var two = house.ask("POST", "/payments/intents", pay.replace('\'', '"'), headers);
      assertEquals(one.body(), two.body());
      assertEquals("true", two.headers().firstValue("Idempotent-Replayed").orElse(""));
      var all = house.ask("GET", "/payments/intents", "").body();
      assertEquals(1, all.split("\"intent\":").length - 1, all);
    }
  }
}
