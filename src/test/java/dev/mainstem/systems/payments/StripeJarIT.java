package dev.mainstem.systems.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.stripe.StripeClient;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.model.Dispute;
import com.stripe.model.PaymentIntent;
import com.stripe.net.RequestOptions;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerSearchParams;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.DisputeListParams;
import com.stripe.param.DisputeUpdateParams;
import com.stripe.param.EventListParams;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentIncrementAuthorizationParams;
import com.stripe.param.PaymentMethodCreateParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.TokenCreateParams;
import dev.mainstem.client.NodeClient;
import dev.mainstem.house.RunningJar;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Stripe's own libraries against the real jar, with a key that was issued to them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StripeJarIT {
  private static final PaymentIntentCreateParams.CaptureMethod MANUAL =
      PaymentIntentCreateParams.CaptureMethod.MANUAL;
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  @TempDir private static Path data;
  private final HttpClient http = HttpClient.newHttpClient();
  private RunningJar jar;
  private String key;
  private StripeClient stripe;

  @BeforeAll
  void open() throws Exception {
    jar = RunningJar.on(data, "--set", "outgoing.allow=127.0.0.1");
    var body = "{\"name\":\"stripe\",\"scopes\":[\"payments:*\"]}";
    var owner = "{\"name\":\"owner\",\"scopes\":[\"owner\"]}";
    var request =
        HttpRequest.newBuilder(jar.address("http").resolve("/tenants/local/keys"))
            .header("Content-Type", "application/json");
    var first = request.copy().POST(BodyPublishers.ofString(owner)).build();
    var issued = new JsonMapper().readTree(http.send(first, BodyHandlers.ofString()).body());
    request.header("Authorization", "Bearer " + issued.path("secret").asText());
    var second = request.POST(BodyPublishers.ofString(body)).build();
    var ours = new JsonMapper().readTree(http.send(second, BodyHandlers.ofString()).body());
    key = "sk_test_" + ours.path("secret").asText();
    stripe = client(key);
  }

  private StripeClient client(String key) {
    var at = jar.address("payments.stripe").toString();
    return StripeClient.builder().setApiKey(key).setApiBase(at).build();
  }

  @AfterAll
  void close() {
    if (jar != null) jar.close();
  }

  private static PaymentIntentCreateParams.Builder dollars(long cents, String method) {
    return PaymentIntentCreateParams.builder()
        .setAmount(cents)
        .setCurrency("usd")
        .setPaymentMethod(method)
        .setConfirm(true)
        .setReturnUrl("https://shop.example/back");
  }

  private PaymentIntent pay(PaymentIntentCreateParams.Builder params) throws Exception {
    return stripe.v1().paymentIntents().create(params.build());
  }

  @Test
  void the_library_for_node_finds_what_it_knows_behind_an_issued_key() throws Exception {
    var library = NodeClient.of("stripe");
    var printed = library.run("judge.mjs", jar.address("payments.stripe"), key);
    assertTrue(printed.contains("all is as Stripe says"), printed);
    var wrong = client("sk_test_ms_nobody");
    assertThrows(AuthenticationException.class, () -> wrong.v1().balance().retrieve());
  }

  @Test
  void a_card_becomes_a_token_and_a_token_a_method_once() throws Exception {
    var card =
        TokenCreateParams.Card.builder()
            .setNumber("5555555555554444")
            .setExpMonth("11")
            .setExpYear("2035")
            .setCvc("123")
            .setName("Ann Example");
    var token =
        stripe.v1().tokens().create(TokenCreateParams.builder().setCard(card.build()).build());
    assertTrue(token.getId().startsWith("tok_"), token.getId());
    assertEquals("4444", token.getCard().getLast4());
    assertEquals("MasterCard", token.getCard().getBrand());
    assertEquals("Ann Example", token.getCard().getName());
    assertFalse(stripe.v1().tokens().retrieve(token.getId()).getUsed());
    var use =
        PaymentMethodCreateParams.builder()
            .setType(PaymentMethodCreateParams.Type.CARD)
            .setCard(PaymentMethodCreateParams.Token.builder().setToken(token.getId()).build())
            .build();
    var method = stripe.v1().paymentMethods().create(use);
    assertEquals("mastercard", method.getCard().getBrand());
    assertTrue(stripe.v1().tokens().retrieve(token.getId()).getUsed());
    var twice =
        assertThrows(InvalidRequestException.class, () -> stripe.v1().paymentMethods().create(use));
    assertEquals("token_already_used", twice.getCode());
    assertEquals("succeeded", pay(dollars(700, method.getId())).getStatus());
    var bad = TokenCreateParams.Card.builder().setNumber("5555555555554445").setExpMonth("11");
    var no = TokenCreateParams.builder().setCard(bad.setExpYear("2035").build()).build();
    var why = assertThrows(CardException.class, () -> stripe.v1().tokens().create(no));
    assertEquals("incorrect_number", why.getCode());
  }

  @Test
  void more_is_set_aside_and_taken_to_the_last_cent() throws Exception {
    var held = pay(dollars(1_000, "pm_card_visa").setCaptureMethod(MANUAL));
    var intents = stripe.v1().paymentIntents();
    var more = PaymentIntentIncrementAuthorizationParams.builder().setAmount(1_750L).build();
    var raised = intents.incrementAuthorization(held.getId(), more);
    assertEquals("requires_capture", raised.getStatus());
    assertEquals(1_750, raised.getAmount());
    assertEquals(1_750, raised.getAmountCapturable());
    assertThrows(
        InvalidRequestException.class, () -> intents.incrementAuthorization(held.getId(), more));
    var most = PaymentIntentIncrementAuthorizationParams.builder().setAmount(2_000L).build();
    intents.incrementAuthorization(held.getId(), most);
    var all = PaymentIntentCaptureParams.builder().setAmountToCapture(1_900L).build();
    assertEquals(1_900, intents.capture(held.getId(), all).getAmountReceived());
    var late =
        assertThrows(
            InvalidRequestException.class,
            () -> intents.incrementAuthorization(held.getId(), most));
    assertEquals("payment_intent_unexpected_state", late.getCode());
    var freed = pay(dollars(1_000, "pm_card_visa").setCaptureMethod(MANUAL));
    intents.incrementAuthorization(freed.getId(), more);
    assertEquals("canceled", intents.cancel(freed.getId()).getStatus());
  }

  @Test
  void who_confirms_by_hand_confirms_again_after_the_bank_has_asked() throws Exception {
    var manual = PaymentIntentCreateParams.ConfirmationMethod.MANUAL;
    var asked = pay(dollars(900, "pm_card_threeDSecure2Required").setConfirmationMethod(manual));
    assertEquals("requires_action", asked.getStatus());
    assertEquals("manual", asked.getConfirmationMethod());
    var url = URI.create(asked.getNextAction().getRedirectToUrl().getUrl());
    var form = HttpRequest.newBuilder(url).POST(BodyPublishers.ofString("outcome=complete"));
    form.header("Content-Type", "application/x-www-form-urlencoded");
    assertEquals(303, http.send(form.build(), BodyHandlers.ofString()).statusCode());
    var intents = stripe.v1().paymentIntents();
    var proved = intents.retrieve(asked.getId());
    assertEquals("requires_confirmation", proved.getStatus());
    assertNull(proved.getLatestCharge());
    assertEquals("succeeded", intents.confirm(asked.getId()).getStatus());
  }

  @Test
  void a_customer_is_found_by_the_whole_of_a_mail_address() throws Exception {
    var ann = CustomerCreateParams.builder().setEmail("Find.Me@example.org").build();
    var made = stripe.v1().customers().create(ann);
    var query = CustomerSearchParams.builder().setQuery("email:'find.me@example.org'").build();
    var found = stripe.v1().customers().search(query);
    assertEquals(1, found.getData().size());
    assertEquals(made.getId(), found.getData().get(0).getId());
    var nobody = CustomerSearchParams.builder().setQuery("email:\"find.me@example\"").build();
    assertEquals(0, stripe.v1().customers().search(nobody).getData().size());
    var vague = CustomerSearchParams.builder().setQuery("name:'Ann'").build();
    var no =
        assertThrows(InvalidRequestException.class, () -> stripe.v1().customers().search(vague));
    assertEquals("query", no.getParam());
  }

  @Test
  void what_was_changed_is_told_with_what_it_was_before() throws Exception {
    var ann = CustomerCreateParams.builder().setName("Ann").putMetadata("tier", "gold").build();
    var id = stripe.v1().customers().create(ann).getId();
    var change = CustomerUpdateParams.builder().setName("Anna").putMetadata("tier", "iron").build();
    stripe.v1().customers().update(id, change);
    var paid = pay(dollars(900, "pm_card_visa"));
    var back = RefundCreateParams.builder().setPaymentIntent(paid.getId()).setAmount(200L).build();
    var refund = stripe.v1().refunds().create(back);
    var updated = told("customer.updated", id);
    assertEquals("Ann", updated.get("name"));
    assertEquals("{tier=gold}", updated.get("metadata").toString());
    assertEquals(2, updated.size(), updated.toString());
    var refunded = told("refund.updated", refund.getId());
    assertEquals("pending", refunded.get("status"));
    assertNull(refunded.get("balance_transaction"));
    assertEquals(2, refunded.size(), refunded.toString());
  }

  private java.util.Map<String, Object> told(String type, String object) throws Exception {
    var events = stripe.v1().events().list(EventListParams.builder().setType(type).build());
    for (var event : events.getData()) {
      var raw = event.getDataObjectDeserializer().getRawJson();
      if (raw.contains("\"" + object + "\"")) return event.getData().getPreviousAttributes();
    }
    throw new AssertionError(type + " of " + object + " is not told");
  }

  @Test
  void what_is_asked_once_more_is_answered_as_it_was() throws Exception {
    var key = RequestOptions.builder().setIdempotencyKey("once").build();
    var params = dollars(2_000, "pm_card_visa").setCaptureMethod(MANUAL).build();
    var first = stripe.v1().paymentIntents().create(params, key);
    assertEquals("requires_capture", first.getStatus());
    stripe.v1().paymentIntents().capture(first.getId());
    var again = stripe.v1().paymentIntents().create(params, key);
    assertEquals("requires_capture", again.getStatus());
    assertEquals(first.toJson(), again.toJson());
    assertEquals(
        "true", again.getLastResponse().headers().firstValue("Idempotent-Replayed").orElse(""));
    var ann = CustomerCreateParams.builder().setName("First").build();
    var made = RequestOptions.builder().setIdempotencyKey("ann").build();
    var kept = stripe.v1().customers().create(ann, made);
    var other = CustomerUpdateParams.builder().setName("Second").build();
    stripe.v1().customers().update(kept.getId(), other);
    assertEquals("First", stripe.v1().customers().create(ann, made).getName());
    assertEquals("Second", stripe.v1().customers().retrieve(kept.getId()).getName());
    var no = RequestOptions.builder().setIdempotencyKey("no").build();
    var declined = dollars(500, "pm_card_chargeDeclined").build();
    var why = assertThrows(CardException.class, () -> create(declined, no));
    var same = assertThrows(CardException.class, () -> create(declined, no));
    assertEquals(
        why.getStripeError().getPaymentIntent().getId(),
        same.getStripeError().getPaymentIntent().getId());
    assertEquals("generic_decline", same.getDeclineCode());
  }

  private PaymentIntent create(PaymentIntentCreateParams params, RequestOptions key)
      throws Exception {
    return stripe.v1().paymentIntents().create(params, key);
  }

  /** The dispute of a payment, once the acquirer has told of it. */
  private Dispute disputed(PaymentIntent paid) throws Exception {
    var of = DisputeListParams.builder().setPaymentIntent(paid.getId()).build();
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    for (; ; ) {
      var found = stripe.v1().disputes().list(of).getData();
      if (!found.isEmpty()) return found.get(0);
      assertTrue(System.nanoTime() < deadline, "nobody disputes " + paid.getId());
    }
  }

  @Test
  void a_disputed_charge_is_withdrawn_and_is_lost_or_won() throws Exception {
    var paid = pay(dollars(3_000, "pm_card_createDispute"));
    var dispute = disputed(paid);
    assertEquals("needs_response", dispute.getStatus());
    assertEquals("fraudulent", dispute.getReason());
    assertEquals(3_000, dispute.getAmount());
    var line = dispute.getBalanceTransactions().get(0);
    assertEquals("adjustment", line.getType());
    assertEquals(-4_500, line.getNet());
    assertTrue(stripe.v1().charges().retrieve(paid.getLatestCharge()).getDisputed());
    var back = RefundCreateParams.builder().setPaymentIntent(paid.getId()).build();
    var no = assertThrows(InvalidRequestException.class, () -> stripe.v1().refunds().create(back));
    assertEquals("charge_disputed", no.getCode());
    told("charge.dispute.created", dispute.getId());
    told("charge.dispute.funds_withdrawn", dispute.getId());
    assertEquals("lost", stripe.v1().disputes().close(dispute.getId()).getStatus());
    assertThrows(
        InvalidRequestException.class, () -> stripe.v1().disputes().close(dispute.getId()));

    var other = disputed(pay(dollars(1_000, "pm_card_createDispute")));
    var evidence =
        DisputeUpdateParams.Evidence.builder()
            .setCustomerName("Ann Example")
            .setUncategorizedText("winning_evidence")
            .build();
    var answer = DisputeUpdateParams.builder().setEvidence(evidence).build();
    var won = stripe.v1().disputes().update(other.getId(), answer);
    assertEquals("won", won.getStatus());
    assertEquals("Ann Example", won.getEvidence().getCustomerName());
    assertEquals(2, won.getBalanceTransactions().size());
    assertEquals(1_000, won.getBalanceTransactions().get(1).getNet());
    told("charge.dispute.funds_reinstated", other.getId());
    told("charge.dispute.closed", other.getId());
  }
}
