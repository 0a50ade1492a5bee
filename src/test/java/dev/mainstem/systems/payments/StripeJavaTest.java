package dev.mainstem.systems.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.stripe.StripeClient;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.model.PaymentIntent;
import com.stripe.net.RequestOptions;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerListParams;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentUpdateParams;
import com.stripe.param.PaymentMethodAttachParams;
import com.stripe.param.PaymentMethodCreateParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.SetupIntentCreateParams;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stripe's own Java library, with nothing changed but the address. */
class StripeJavaTest {
  @TempDir private Path data;
  private StripeHouse house;
  private StripeClient stripe;

  @BeforeEach
  void open() throws Exception {
    house = new StripeHouse(data);
    stripe = StripeClient.builder().setApiKey("sk_test_123").setApiBase(house.address()).build();
  }

  @AfterEach
  void close() throws Exception {
    assertTrue(house.house().engine().verification().run().sound());
    assertEquals(0, house.house().engine().processes().deadLetters(10).size());
    house.close();
  }

  private static PaymentIntentCreateParams.Builder dollars(long cents, String method) {
    return PaymentIntentCreateParams.builder()
        .setAmount(cents)
        .setCurrency("usd")
        .setPaymentMethod(method)
        .setConfirm(true)
        .setReturnUrl("https://shop.example/back");
  }

  private PaymentIntent pay(String method) throws Exception {
    return stripe.v1().paymentIntents().create(dollars(2_000, method).build());
  }

  @Test
  void a_card_is_charged_and_refunded_and_the_balance_says_so() throws Exception {
    var paid = pay("pm_card_visa");
    assertEquals("succeeded", paid.getStatus());
    assertEquals(2_000, paid.getAmountReceived());
    var charge = stripe.v1().charges().retrieve(paid.getLatestCharge());
    assertEquals("4242", charge.getPaymentMethodDetails().getCard().getLast4());
    var line = stripe.v1().balanceTransactions().retrieve(charge.getBalanceTransaction());
    assertEquals(88, line.getFee());
    assertEquals(1_912, line.getNet());
    var part = RefundCreateParams.builder().setPaymentIntent(paid.getId()).setAmount(500L).build();
    var refund = stripe.v1().refunds().create(part);
    assertEquals("succeeded", refund.getStatus());
    var balance = stripe.v1().balance().retrieve();
    assertEquals(1_912, balance.getPending().get(0).getAmount());
    assertEquals(-500, balance.getAvailable().get(0).getAmount());
    var toomuch = RefundCreateParams.builder().setCharge(charge.getId()).setAmount(1_501L).build();
    var no =
        assertThrows(InvalidRequestException.class, () -> stripe.v1().refunds().create(toomuch));
    assertEquals("amount_too_large", no.getCode());
    stripe.v1().refunds().create(RefundCreateParams.builder().setCharge(charge.getId()).build());
    var again = RefundCreateParams.builder().setCharge(charge.getId()).build();
    var all =
        assertThrows(InvalidRequestException.class, () -> stripe.v1().refunds().create(again));
    assertEquals("charge_already_refunded", all.getCode());
  }

  @Test
  void money_is_set_aside_and_a_part_of_it_taken() throws Exception {
    var manual = PaymentIntentCreateParams.CaptureMethod.MANUAL;
    var held =
        stripe
            .v1()
            .paymentIntents()
            .create(dollars(2_000, "pm_card_mastercard").setCaptureMethod(manual).build());
    assertEquals("requires_capture", held.getStatus());
    assertEquals(2_000, held.getAmountCapturable());
    var more = PaymentIntentCaptureParams.builder().setAmountToCapture(2_001L).build();
    var no =
        assertThrows(
            InvalidRequestException.class,
            () -> stripe.v1().paymentIntents().capture(held.getId(), more));
    assertEquals("amount_too_large", no.getCode());
    var part = PaymentIntentCaptureParams.builder().setAmountToCapture(1_200L).build();
    var taken = stripe.v1().paymentIntents().capture(held.getId(), part);
    assertEquals("succeeded", taken.getStatus());
    assertEquals(1_200, taken.getAmountReceived());
    var again =
        assertThrows(
            InvalidRequestException.class, () -> stripe.v1().paymentIntents().cancel(held.getId()));
    assertEquals("payment_intent_unexpected_state", again.getCode());
  }

  @Test
  void a_declined_card_is_an_error_that_says_why() {
    var why =
        Map.of(
            "pm_card_chargeDeclined", "generic_decline",
            "pm_card_visa_chargeDeclinedInsufficientFunds", "insufficient_funds",
            "pm_card_visa_chargeDeclinedLostCard", "lost_card");
    why.forEach(
        (method, code) -> {
          var no = assertThrows(CardException.class, () -> pay(method));
          assertEquals(402, no.getStatusCode());
          assertEquals("card_declined", no.getCode());
          assertEquals(code, no.getDeclineCode());
          assertEquals(
              "requires_payment_method", no.getStripeError().getPaymentIntent().getStatus());
        });
    assertEquals(
        "expired_card",
        assertThrows(CardException.class, () -> pay("pm_card_chargeDeclinedExpiredCard"))
            .getCode());
  }

  @Test
  void the_payer_proves_who_they_are_on_a_page() throws Exception {
    var asked = pay("pm_card_threeDSecure2Required");
    assertEquals("requires_action", asked.getStatus());
    assertEquals("redirect_to_url", asked.getNextAction().getType());
    var url = asked.getNextAction().getRedirectToUrl().getUrl();
    var path = URI.create(url).getPath();
    var page = URI.create(house.address() + path);
    var http = HttpClient.newHttpClient();
    var shown = http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
    assertTrue(shown.body().contains("3-D Secure simulator"), shown.body());
    var form = HttpRequest.newBuilder(page).POST(BodyPublishers.ofString("outcome=complete"));
    form.header("Content-Type", "application/x-www-form-urlencoded");
    form.header("Origin", house.address());
    var policy = shown.headers().firstValue("Referrer-Policy").orElse("");
    assertEquals("same-origin", policy, "a browser would send no origin, and be turned away");
    var done = http.send(form.build(), BodyHandlers.ofString());
    assertEquals(303, done.statusCode(), done.body());
    var back = done.headers().firstValue("Location").orElse("");
    assertTrue(back.contains("redirect_status=succeeded"), back);
    assertEquals("succeeded", stripe.v1().paymentIntents().retrieve(asked.getId()).getStatus());
    var away = dollars(2_000, "pm_card_threeDSecure2Required").setOffSession(true).build();
    var no = assertThrows(CardException.class, () -> stripe.v1().paymentIntents().create(away));
    assertEquals("authentication_required", no.getCode());
  }

  @Test
  void the_same_key_is_the_same_payment_and_not_another() throws Exception {
    var key = RequestOptions.builder().setIdempotencyKey("k1").build();
    var params = dollars(2_000, "pm_card_visa").build();
    var first = stripe.v1().paymentIntents().create(params, key);
    var again = stripe.v1().paymentIntents().create(params, key);
    assertEquals(first.getId(), again.getId());
    var other = dollars(2_001, "pm_card_visa").build();
    assertThrows(IdempotencyException.class, () -> stripe.v1().paymentIntents().create(other, key));
  }

  private com.stripe.model.PaymentMethod card() throws Exception {
    return stripe
        .v1()
        .paymentMethods()
        .create(
            PaymentMethodCreateParams.builder()
                .setType(PaymentMethodCreateParams.Type.CARD)
                .setCard(
                    PaymentMethodCreateParams.CardDetails.builder()
                        .setNumber("4242 4242 4242 4242")
                        .setExpMonth(12L)
                        .setExpYear(2034L)
                        .setCvc("123")
                        .build())
                .build());
  }

  @Test
  void customers_and_their_cards_are_kept_found_and_forgotten() throws Exception {
    var ann =
        stripe
            .v1()
            .customers()
            .create(
                CustomerCreateParams.builder()
                    .setName("Ann Example")
                    .setEmail("Ann@Example.org")
                    .putMetadata("tier", "gold")
                    .build());
    assertEquals("Ann Example", ann.getName());
    var found =
        stripe
            .v1()
            .customers()
            .list(CustomerListParams.builder().setEmail("ann@example.org").build());
    assertEquals(ann.getId(), found.getData().get(0).getId());
    var card = card();
    assertEquals("4242", card.getCard().getLast4());
    var to = PaymentMethodAttachParams.builder().setCustomer(ann.getId()).build();
    stripe.v1().paymentMethods().attach(card.getId(), to);
    var paid =
        stripe
            .v1()
            .paymentIntents()
            .create(
                dollars(900, card.getId())
                    .setCustomer(ann.getId())
                    .addExpand("customer")
                    .addExpand("latest_charge.balance_transaction")
                    .build());
    assertEquals("Ann Example", paid.getCustomerObject().getName());
    assertEquals(900, paid.getLatestChargeObject().getBalanceTransactionObject().getAmount());
    assertTrue(stripe.v1().customers().delete(ann.getId()).getDeleted());
    assertTrue(stripe.v1().customers().retrieve(ann.getId()).getDeleted());
  }

  @Test
  void a_detached_card_is_used_no_more() throws Exception {
    var ann = stripe.v1().customers().create(CustomerCreateParams.builder().build());
    var card = card();
    var to = PaymentMethodAttachParams.builder().setCustomer(ann.getId()).build();
    stripe.v1().paymentMethods().attach(card.getId(), to);
    stripe.v1().paymentMethods().detach(card.getId());
    var no =
        assertThrows(
            InvalidRequestException.class,
            () -> stripe.v1().paymentIntents().create(dollars(900, card.getId()).build()));
    assertEquals("payment_method_unexpected_state", no.getCode());
  }

  @Test
  void a_card_is_set_up_for_later() throws Exception {
    var ann = stripe.v1().customers().create(CustomerCreateParams.builder().build());
    var setup =
        stripe
            .v1()
            .setupIntents()
            .create(
                SetupIntentCreateParams.builder()
                    .setCustomer(ann.getId())
                    .setPaymentMethod("pm_card_visa")
                    .setConfirm(true)
                    .build());
    assertEquals("succeeded", setup.getStatus());
    var kept = stripe.v1().paymentMethods().retrieve(setup.getPaymentMethod());
    assertEquals(ann.getId(), kept.getCustomer());
  }

  @Test
  void what_is_to_be_paid_is_amended_until_it_is_confirmed_and_pages_are_in_order()
      throws Exception {
    for (int i = 1; i <= 5; i++) pay("pm_card_visa");
    var open =
        stripe
            .v1()
            .paymentIntents()
            .create(
                PaymentIntentCreateParams.builder().setAmount(1_000L).setCurrency("jpy").build());
    assertEquals("requires_payment_method", open.getStatus());
    assertNotNull(open.getClientSecret());
    stripe
        .v1()
        .paymentIntents()
        .update(
            open.getId(),
            PaymentIntentUpdateParams.builder()
                .setAmount(1_500L)
                .putMetadata("order", "7")
                .build());
    var confirm = PaymentIntentConfirmParams.builder().setPaymentMethod("pm_card_visa").build();
    var paid = stripe.v1().paymentIntents().confirm(open.getId(), confirm);
    assertEquals(1_500, paid.getAmountReceived());
    assertEquals("7", paid.getMetadata().get("order"));
    var list = PaymentIntentListParams.builder().setLimit(2L).build();
    var page = stripe.v1().paymentIntents().list(list);
    assertTrue(page.getHasMore());
    assertEquals(open.getId(), page.getData().get(0).getId());
    var last = page.getData().get(1).getId();
    var next = PaymentIntentListParams.builder().setLimit(9L).setStartingAfter(last).build();
    assertEquals(4, stripe.v1().paymentIntents().list(next).getData().size());
    var before = PaymentIntentListParams.builder().setEndingBefore(last).build();
    assertEquals(open.getId(), stripe.v1().paymentIntents().list(before).getData().get(0).getId());
    var events = stripe.v1().events().list();
    var told = events.getData().stream().map(event -> event.getType()).toList();
    assertTrue(told.subList(0, 2).contains("payment_intent.succeeded"), told.toString());
    var newest = events.getData().get(told.indexOf("payment_intent.succeeded"));
    assertTrue(newest.getData().toJson().contains(open.getId()), newest.toJson());
  }
}
