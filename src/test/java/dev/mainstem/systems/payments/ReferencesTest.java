package dev.mainstem.systems.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.house.Story;
import dev.mainstem.systems.payments.OutcomeCommand.RecordOutcome;
import dev.mainstem.systems.payments.OutcomeCommand.RecordUnknown;
import dev.mainstem.systems.payments.ReferenceCommand.AuthenticatePayment;
import dev.mainstem.systems.payments.ReferenceCommand.Authorize;
import dev.mainstem.systems.payments.ReferenceCommand.CancelPayment;
import dev.mainstem.systems.payments.ReferenceCommand.CapturePayment;
import dev.mainstem.systems.payments.ReferenceCommand.Delegate;
import dev.mainstem.systems.payments.ReferenceCommand.Present;
import dev.mainstem.systems.payments.ReferenceCommand.RefundPayment;
import dev.mainstem.systems.payments.acquirer.Outcome;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The law of what other systems ask by a reference of their own. */
class ReferencesTest {
  private static final Card CARD =
      new Card("card_1", "visa", "4242", 12, 2034, "f", "credit", Optional.of("US"));
  private final Story<PaymentTables> payments = Story.of(HousePayments.alone());

  private static Authorize authorize(String reference, long amount, String method) {
    var none = Optional.<String>empty();
    return new Authorize(
        reference,
        amount,
        "usd",
        method,
        none,
        none,
        none,
        none,
        Optional.empty(),
        Optional.empty());
  }

  private static Authorize delegated(String reference, long amount, String token) {
    var none = Optional.<String>empty();
    var session = Optional.of("cs_1");
    return new Authorize(
        reference,
        amount,
        "usd",
        token,
        none,
        session,
        none,
        none,
        Optional.empty(),
        Optional.empty());
  }

  /** Of a payer who is there. */
  private static Authorize present(String reference) {
    var none = Optional.<String>empty();
    var present = Optional.of(new Present(Optional.of("https://shop.example/#/done")));
    return new Authorize(
        reference, 1_000, "usd", "pm_card_visa", none, none, none, none, present, Optional.empty());
  }

  /** What the acquirer was asked last for this reference. */
  private String operation(String reference) {
    return payments.read(
        known -> {
          var intent = known.referred(reference);
          return intent.busy().or(intent::charge).orElseThrow();
        });
  }

  private void answers(String operation, Outcome outcome) {
    payments.when("payments", new RecordOutcome(operation, outcome)).answered(nothing -> {});
    for (var law : PaymentLaws.all()) {
      assertEquals(Optional.empty(), payments.read(law.broken()), law.says());
    }
  }

  private Payment now(String reference) {
    return payments.read(known -> Payment.of(known.referred(reference)));
  }

  private long balance(String account) {
    return payments.read(known -> known.accounts.get(account).balance());
  }

  @Test
  void a_payment_is_authorized_captured_in_part_and_refunded_and_the_books_say_so() {
    payments.when("shop", authorize("order-1", 1_000, "pm_card_visa")).answered(p -> {});
    assertEquals("processing", now("order-1").status());
    answers(operation("order-1"), Outcome.approved(0, "n1"));
    assertEquals("requires_capture", now("order-1").status());
    assertEquals(1_000, now("order-1").capturable());
    payments.when("shop", new CapturePayment("order-1", 600)).answered(p -> {});
    answers(operation("order-1"), Outcome.approved(47, "n2"));
    assertEquals("succeeded", now("order-1").status());
    assertEquals(600, now("order-1").received());
    assertEquals(553, balance("payments:usd/pending"));
    assertEquals(47, balance("payments:usd/fees"));
    assertEquals(-600, balance("payments:usd/receivable"));
    payments.when("shop", new RefundPayment("order-1", 100, "k")).answered(p -> {});
    var refund = payments.read(known -> known.refundsOf.first(now("order-1").intent()).get().id());
    answers(refund, Outcome.approved(0, "n3"));
    assertEquals(-500, balance("payments:usd/receivable"));
    assertEquals(100, now("order-1").refunded());
  }

  @Test
  void asking_twice_is_asking_once() {
    payments.when("shop", authorize("order-1", 1_000, "pm_card_visa")).answered(p -> {});
    payments.when("shop", authorize("order-1", 1_000, "pm_card_visa")).unchanged();
    payments.when("shop", authorize("order-1", 1_001, "pm_card_visa")).refused("terms-differ");
    answers(operation("order-1"), Outcome.approved(0, "n1"));
    payments.when("shop", authorize("order-1", 1_000, "pm_card_visa")).unchanged();
    payments.when("shop", new CapturePayment("order-1", 1_000)).answered(p -> {});
    payments.when("shop", new CapturePayment("order-1", 1_000)).unchanged();
    answers(operation("order-1"), Outcome.approved(59, "n2"));
    payments.when("shop", new CapturePayment("order-1", 1_000)).unchanged();
    payments.when("shop", new RefundPayment("order-1", 1_000, "k")).answered(p -> {});
    payments.when("shop", new RefundPayment("order-1", 1_000, "k")).unchanged();
    payments.when("shop", new RefundPayment("order-1", 1, "k2")).refused("refunded-already");
  }

  @Test
  void a_declined_payment_is_tried_again_with_another_method() {
    payments.when("shop", authorize("order-1", 1_000, "pm_card_visa")).answered(p -> {});
    answers(operation("order-1"), Outcome.declined("insufficient_funds"));
    assertEquals("requires_payment_method", now("order-1").status());
    assertEquals("card_declined", now("order-1").failure().orElseThrow().code());
    payments.when("shop", authorize("order-1", 1_000, "pm_card_mastercard")).answered(p -> {});
    answers(operation("order-1"), Outcome.approved(0, "n1"));
    assertEquals("requires_capture", now("order-1").status());
  }

  @Test
  void what_is_canceled_while_nobody_knows_is_canceled_once_it_is_known() {
    payments.when("shop", authorize("order-1", 1_000, "pm_card_visa")).answered(p -> {});
    payments.when("payments", new RecordUnknown(operation("order-1"))).answered(nothing -> {});
    assertTrue(now("order-1").unknown());
    payments.when("shop", new CancelPayment("order-1")).answered(p -> {});
    payments.when("shop", new CancelPayment("order-1")).unchanged();
    answers(operation("order-1"), Outcome.approved(0, "n1"));
    assertEquals("canceled", now("order-1").status());
    assertEquals(0, balance("payments:usd/pending"));
    payments.when("shop", new CapturePayment("order-1", 1_000)).refused("wrong-state");
  }

  @Test
  void what_was_certainly_not_done_is_tried_again_three_times_at_most() {
    payments.when("shop", authorize("order-1", 1_000, "pm_card_visa")).answered(p -> {});
    var first = operation("order-1");
    answers(first, Outcome.notDone());
    assertEquals("processing", now("order-1").status());
    payments.when("payments", new RecordOutcome(first, Outcome.approved(0, ""))).unchanged();
    answers(operation("order-1"), Outcome.notDone());
    answers(operation("order-1"), Outcome.notDone());
    assertEquals("requires_payment_method", now("order-1").status());
  }

  @Test
  void a_payer_who_is_there_is_asked_who_they_are_and_the_payment_goes_on() {
    payments.when("shop", present("o1")).answered(p -> {});
    answers(operation("o1"), Outcome.challenge());
    assertEquals("requires_action", now("o1").status());
    assertTrue(now("o1").challenge().orElseThrow().contains("/3ds/"));
    var asked = payments.read(known -> known.referred("o1").terms());
    assertEquals(Optional.of("https://shop.example/#/done"), asked.returnUrl());
    payments.when("shop", new AuthenticatePayment("o1", true)).answered(p -> {});
    payments.when("shop", new AuthenticatePayment("o1", false)).unchanged();
    assertTrue(
        payments.read(known -> known.attempts.get(operation("o1"))).operation().authenticated());
    answers(operation("o1"), Outcome.approved(0, "n1"));
    assertEquals("requires_capture", now("o1").status());
  }

  @Test
  void a_payer_who_cannot_prove_it_or_gives_up_pays_nothing() {
    payments.when("shop", present("o1")).answered(p -> {});
    answers(operation("o1"), Outcome.challenge());
    payments.when("shop", new AuthenticatePayment("o1", false)).answered(p -> {});
    assertEquals("requires_payment_method", now("o1").status());
    payments.when("shop", present("o2")).answered(p -> {});
    answers(operation("o2"), Outcome.challenge());
    payments.when("shop", new CancelPayment("o2")).answered(p -> {});
    payments.when("shop", new AuthenticatePayment("o2", true)).unchanged();
    assertEquals("canceled", now("o2").status());
  }

  @Test
  void a_delegated_token_is_used_once_and_within_its_allowance() {
    var until = Story.NOON.plus(Duration.ofHours(1));
    var session = Optional.of("cs_1");
    var allowance = new Allowance(2_000, "usd", Optional.empty(), session, until);
    payments.when("agent", new Delegate(CARD, allowance)).answered(token -> {});
    var token = "vt_" + payments.lastId(1);
    payments.when("shop", authorize("o1", 1_000, token)).refused("beyond-allowance", "/session");
    payments.when("shop", delegated("o1", 2_001, token)).refused("beyond-allowance", "/amount");
    var good = delegated("o1", 2_000, token);
    payments.when("shop", good).answered(p -> {});
    payments.when("shop", delegated("o2", 1_000, token)).refused("token-used");
    answers(operation("o1"), Outcome.declined("generic_decline"));
    payments.later(Duration.ofHours(1));
    payments.when("shop", good).refused("token-expired");
  }
}
