package dev.mainstem.systems.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.stripe.StripeClient;
import com.stripe.exception.CardException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.param.EventListParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentCreateParams.PaymentMethodData;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Risk rules at both doors: set natively, seen by Stripe's own library. */
class RiskHttpTest {
  private static final String RULES =
      "{'rules':["
          + "{'name':'too much','action':'block','score':90,'when':'amount > 500 usd'},"
          + "{'name':'abroad','action':'review','score':70,"
          + "'when':'card_country != billing_country'},"
          + "{'name':'friends','action':'allow','score':0,'when':'email in @friends'}]}";

  @TempDir private Path data;
  private StripeHouse house;
  private StripeClient stripe;

  @BeforeEach
  void open() throws Exception {
    house = new StripeHouse(data);
    stripe = StripeClient.builder().setApiKey("sk_test_123").setApiBase(house.address()).build();
    assertEquals(200, ask("PUT", "/payments/risk/rules", RULES).statusCode());
  }

  @AfterEach
  void close() throws Exception {
    assertTrue(house.house().engine().verification().run().sound());
    house.close();
  }

  private HttpResponse<String> ask(String method, String path, String body) throws Exception {
    var type = new String[] {"Content-Type", "application/json"};
    return house.house().ask(method, path, body.replace('\'', '"'), type);
  }

  private String get(String path) throws Exception {
    return ask("GET", path, "").body().replace('"', '\'');
  }

  private PaymentIntentCreateParams.Builder terms(long cents) {
    return PaymentIntentCreateParams.builder()
        .setAmount(cents)
        .setCurrency("usd")
        .setConfirm(true)
        .setReturnUrl("https://shop.example/back");
  }

  private PaymentIntent pay(long cents, String method) throws Exception {
    return stripe.v1().paymentIntents().create(terms(cents).setPaymentMethod(method).build());
  }

  /** A French card whose bill goes to Germany. */
  private PaymentIntent abroad(long cents, String email) throws Exception {
    var address = PaymentMethodData.BillingDetails.Address.builder().setCountry("DE").build();
    var billing =
        PaymentMethodData.BillingDetails.builder().setAddress(address).setEmail(email).build();
    var card =
        PaymentMethodData.builder()
            .putExtraParam("type", "card")
            .setBillingDetails(billing)
            .putExtraParam(
                "card",
                Map.of("number", fill("400000250000000"), "exp_month", 12, "exp_year", 2040))
            .build();
    return stripe.v1().paymentIntents().create(terms(cents).setPaymentMethodData(card).build());
  }

  /** The digits with the one that makes them a number; no whole number stands in a file. */
  private static String fill(String digits) {
    for (int last = 0; last < 10; last++) {
      if (Brand.valid(digits + last)) return digits + last;
    }
    throw new AssertionError(digits);
  }

  private Charge charge(PaymentIntent paid) throws Exception {
    return stripe.v1().charges().retrieve(paid.getLatestCharge());
  }

  @Test
  void a_blocked_payment_is_a_declined_card_and_its_charge_says_blocked() throws Exception {
    var no = assertThrows(CardException.class, () -> pay(50_001, "pm_card_visa"));
    assertEquals(402, no.getStatusCode());
    assertEquals("card_declined", no.getCode());
    assertEquals("fraudulent", no.getDeclineCode());
    var intent = no.getStripeError().getPaymentIntent();
    assertEquals("requires_payment_method", intent.getStatus());
    var charge = charge(intent);
    assertEquals("failed", charge.getStatus());
    assertEquals("blocked", charge.getOutcome().getType());
    assertEquals("not_sent_to_network", charge.getOutcome().getNetworkStatus());
    assertEquals("highest", charge.getOutcome().getRiskLevel());
    assertEquals("rule", charge.getOutcome().getReason());
    assertTrue(stripe.v1().reviews().list().getData().isEmpty());
    var good = charge(pay(50_000, "pm_card_visa"));
    assertEquals("authorized", good.getOutcome().getType());
    assertEquals("normal", good.getOutcome().getRiskLevel());
  }

  @Test
  void a_review_is_opened_listed_and_approved_as_stripe_has_it() throws Exception {
    var paid = abroad(20_000, "eve@example.com");
    assertEquals("succeeded", paid.getStatus());
    var charge = charge(paid);
    assertEquals("FR", charge.getPaymentMethodDetails().getCard().getCountry());
    assertEquals("manual_review", charge.getOutcome().getType());
    assertEquals("elevated", charge.getOutcome().getRiskLevel());
    var open = stripe.v1().reviews().list().getData();
    assertEquals(1, open.size());
    assertEquals(charge.getReview(), open.get(0).getId());
    assertEquals(paid.getId(), open.get(0).getPaymentIntent());
    assertTrue(open.get(0).getOpen());
    var approved = stripe.v1().reviews().approve(open.get(0).getId());
    assertFalse(approved.getOpen());
    assertEquals("approved", approved.getReason());
    assertTrue(stripe.v1().reviews().list().getData().isEmpty());
    assertEquals("approved", stripe.v1().reviews().retrieve(approved.getId()).getClosedReason());
    var told = stripe.v1().events().list(EventListParams.builder().setLimit(3L).build());
    assertTrue(told.getData().stream().anyMatch(event -> event.getType().equals("review.closed")));
    assertNull(paid.getLastPaymentError());
  }

  @Test
  void who_is_on_a_list_is_let_through_and_stands_there_as_a_hash() throws Exception {
    var bob = "{'trait':'email','value':' Bob@Example.com ','note':'a friend'}";
    var listed = ask("POST", "/payments/risk/lists/friends", bob);
    assertEquals(200, listed.statusCode(), listed.body());
    assertFalse(get("/payments/risk/lists/friends").toLowerCase().contains("bob"));
    var charge = charge(abroad(90_000, "bob@example.com"));
    assertEquals("authorized", charge.getOutcome().getType());
    var value = listed.body().replaceAll(".*\"value\":\"([^\"]+)\".*", "$1");
    var gone = ask("DELETE", "/payments/risk/lists/friends/email/" + value, "");
    assertEquals(204, gone.statusCode(), gone.body());
    assertThrows(CardException.class, () -> abroad(90_000, "bob@example.com"));
  }

  @Test
  void a_rejected_payment_is_refunded_as_fraud_and_a_trial_counts_it() throws Exception {
    var paid = abroad(20_000, "eve@example.com");
    assertThrows(CardException.class, () -> pay(60_000, "pm_card_visa"));
    var review = charge(paid).getReview();
    assertTrue(get("/payments/reviews").contains("'rules':['abroad']"));
    var rejected = ask("POST", "/payments/reviews/" + review + "/reject", "{}");
    assertEquals(200, rejected.statusCode(), rejected.body());
    assertTrue(rejected.body().contains("refunded-as-fraud"), rejected.body());
    var again = ask("POST", "/payments/reviews/" + review + "/approve", "{}");
    assertEquals(409, again.statusCode(), again.body());
    while (!get("/payments/intents/" + paid.getId()).contains("'state':'succeeded'")) {
      Thread.onSpinWait();
    }
    var lax = "{'rules':[{'name':'r','action':'review','score':1,'when':'card_country = FR'}]}";
    long before = house.house().position();
    var trial = ask("POST", "/payments/risk/rules/try", lax).body().replace('"', '\'');
    assertTrue(trial.contains("'before':{'allowed':0,'reviewed':1,'blocked':1}"), trial);
    assertTrue(trial.contains("'after':{'allowed':1,'reviewed':1,'blocked':0}"), trial);
    assertTrue(trial.contains("'caught':1,'missed':0,'wronged':0"), trial);
    assertEquals(before, house.house().position(), "a trial writes nothing");
  }

  @Test
  void bad_rules_are_refused_with_a_pointer_and_a_column() throws Exception {
    var bad = "{'rules':[{'name':'r','score':1,'when':'amonut > 5 usd'}]}";
    for (var path : new String[] {"PUT /payments/risk/rules", "POST /payments/risk/rules/try"}) {
      var asked = path.split(" ");
      var no = ask(asked[0], asked[1], bad);
      assertEquals(400, no.statusCode(), no.body());
      assertTrue(no.body().contains("/rules/0/when"), no.body());
      assertTrue(no.body().contains("Column 1"), no.body());
    }
    var worse = ask("PUT", "/payments/risk/rules", bad.replace("'score':1", "'score':101"));
    assertTrue(worse.body().contains("/rules/0/score"), worse.body());
    assertTrue(get("/payments/risk/rules").contains("'version':1"));
  }
}
