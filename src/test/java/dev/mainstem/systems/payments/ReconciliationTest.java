package dev.mainstem.systems.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.stripe.StripeClient;
import com.stripe.param.PaymentIntentCreateParams;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An acquirer's file held against our books, over HTTP. */
class ReconciliationTest {
  @TempDir private Path data;
  private StripeHouse house;

  @BeforeEach
  void open() throws Exception {
    house = new StripeHouse(data);
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private HttpResponse<String> reconciled(String lines) throws Exception {
    var body = ("{'lines':[" + lines + "]}").replace('\'', '"');
    var type = new String[] {"Content-Type", "application/json"};
    return house.house().ask("POST", "/payments/reconciliations", body, type);
  }

  private static String line(String charge, long amount, long fee) {
    return "{'reference':'%s','kind':'sale','original':'%s','amount':%d,'currency':'usd','fee':%d}"
        .formatted(charge, charge, amount, fee);
  }

  private String paid() throws Exception {
    var stripe =
        StripeClient.builder().setApiKey("sk_test_123").setApiBase(house.address()).build();
    var terms =
        PaymentIntentCreateParams.builder()
            .setAmount(2_000L)
            .setCurrency("usd")
            .setConfirm(true)
            .setReturnUrl("https://shop.example/back")
            .setPaymentMethod("pm_card_visa");
    return stripe.v1().paymentIntents().create(terms.build()).getLatestCharge();
  }

  @Test
  void what_agrees_and_what_does_not_is_told_both_ways() throws Exception {
    var good = paid();
    var differs = paid();
    var ours = paid();
    var answer =
        reconciled(
            line(good, 2_000, 88) + "," + line(differs, 1_999, 88) + "," + line("ch_x", 1, 0));
    assertEquals(200, answer.statusCode(), answer.body());
    var found = new JsonMapper().readTree(answer.body());
    assertEquals(1, found.path("matched").asInt(), answer.body());
    assertEquals(differs, found.at("/differing/0/reference").asText());
    assertEquals("ch_x", found.at("/onlyTheirs/0/reference").asText());
    assertEquals(ours, found.at("/onlyOurs/0").asText());
  }

  @Test
  void a_days_file_is_longer_than_other_bodies_and_bounded_too() throws Exception {
    var lines = new StringJoiner(",");
    for (int i = 0; i < 20_000; i++) lines.add(line("ch_" + i, 2_000, 88));
    var answer = reconciled(lines.toString());
    assertEquals(200, answer.statusCode(), answer.body());
    assertEquals(1_000, new JsonMapper().readTree(answer.body()).path("onlyTheirs").size());
    for (int i = 0; i < 40_000; i++) lines.add(line("ch_" + i, 2_000, 88));
    var more = reconciled(lines.toString());
    assertEquals(400, more.statusCode(), more.body());
    assertTrue(more.body().contains("/lines"), more.body());
    var huge = reconciled(lines + "," + " ".repeat(16 << 20));
    assertEquals(413, huge.statusCode(), huge.body());
  }
}
