package dev.mainstem.systems.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.house.Story;
import dev.mainstem.kernel.Id;
import dev.mainstem.systems.payments.IntentCommand.OpenIntent;
import dev.mainstem.systems.payments.MoneyCommand.Refund;
import dev.mainstem.systems.payments.OutcomeCommand.RecordOutcome;
import dev.mainstem.systems.payments.ReferenceCommand.Authorize;
import dev.mainstem.systems.payments.RiskCommand.ApproveReview;
import dev.mainstem.systems.payments.RiskCommand.Enlist;
import dev.mainstem.systems.payments.RiskCommand.RejectReview;
import dev.mainstem.systems.payments.RiskCommand.SetRiskRules;
import dev.mainstem.systems.payments.RiskCommand.Unlist;
import dev.mainstem.systems.payments.risk.Judgement;
import dev.mainstem.systems.payments.risk.Outcome;
import dev.mainstem.systems.payments.risk.RiskRules;
import dev.mainstem.systems.payments.risk.Rule;
import dev.mainstem.systems.payments.risk.Trait;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The law of risk: who is judged, by what, and what follows from it. */
class RiskTest {
  private static final Optional<String> NONE = Optional.empty();

  private final Story<PaymentTables> payments = Story.of(HousePayments.alone());
  private int paid;

  private static Rule rule(String action, String when) {
    var what = Optional.of(Outcome.valueOf(action.toUpperCase(java.util.Locale.ROOT)));
    return new Rule(action + " " + when, what, 10, when);
  }

  private void rules(Rule... rules) {
    var set = new SetRiskRules(List.of(rules), Optional.empty(), Optional.empty());
    payments.when("ann", set).answered(now -> assertEquals(rules.length, now.rules().size()));
  }

  private static Payer payer(String email, String ip, String country) {
    return new Payer(
        Optional.ofNullable(email),
        Optional.ofNullable(email).map(mail -> "domain"),
        Optional.ofNullable(ip),
        Optional.ofNullable(country));
  }

  private String pay(long amount, String method, Payer payer) {
    var terms =
        new Terms(
            amount,
            "usd",
            NONE,
            Optional.of(method),
            false,
            false,
            false,
            NONE,
            NONE,
            NONE,
            NONE,
            Map.of());
    var id = "pi_" + Id.of(1_000 + paid++, 7, 7);
    var open = new OpenIntent(id, terms, Optional.empty(), true, payer.told());
    payments.when("ann", open).answered(intent -> assertEquals(id, intent.id()));
    return id;
  }

  private Intent intent(String id) {
    return payments.read(known -> known.intents.get(id));
  }

  private Charge charge(String id) {
    return payments.read(known -> known.charges.get(intent(id).charge().orElseThrow()));
  }

  private Judgement judgement(String id) {
    return charge(id).judgement().orElseThrow();
  }

  private void answers(String operation, dev.mainstem.systems.payments.acquirer.Outcome outcome) {
    payments.when("payments", new RecordOutcome(operation, outcome)).answered(nothing -> {});
    for (var law : PaymentLaws.all()) {
      assertEquals(Optional.empty(), payments.read(law.broken()), law.says());
    }
  }

  private void approved(String id) {
    answers(charge(id).id(), dev.mainstem.systems.payments.acquirer.Outcome.approved(0, "network"));
  }

  private Review review(String id) {
    return payments.read(known -> known.review(known.intents.get(id)).orElseThrow());
  }

  @Test
  void who_has_no_rules_judges_nothing() {
    var id = pay(100_000, "pm_card_visa", payer("eve", null, null));
    assertEquals(Optional.empty(), charge(id).judgement());
    assertEquals(Intent.Status.PROCESSING, intent(id).status());
  }

  @Test
  void a_blocked_payment_is_declined_and_the_acquirer_never_hears_of_it() {
    rules(rule("block", "amount > 500 usd"));
    var id = pay(50_001, "pm_card_visa", Payer.NOBODY);
    assertEquals(Intent.Status.REQUIRES_PAYMENT_METHOD, intent(id).status());
    assertEquals("card_declined", intent(id).failure().orElseThrow().code());
    assertEquals(Charge.State.FAILED, charge(id).state());
    assertEquals(Outcome.BLOCK, judgement(id).outcome());
    assertEquals(1, judgement(id).version());
    assertEquals(Map.of("amount", "50001", "currency", "usd"), judgement(id).inputs());
    var started = payments.read(known -> known.attempts.find(known.intents.get(id).charge().get()));
    assertEquals(Optional.empty(), started);
    var small = pay(50_000, "pm_card_visa", Payer.NOBODY);
    assertEquals(Intent.Status.PROCESSING, intent(small).status());
    assertEquals(Outcome.ALLOW, judgement(small).outcome());
  }

  @Test
  void who_pays_at_another_systems_door_is_counted_too() {
    rules(rule("block", "attempts(email, 1h) > 1"));
    for (int i = 0; i < 2; i++) {
      var eve = payer("eve", null, null).told();
      var authorize =
          new Authorize(
              "order/" + i,
              1_000,
              "usd",
              "pm_card_visa",
              NONE,
              NONE,
              NONE,
              NONE,
              Optional.empty(),
              eve);
      payments.when("shop", authorize).answered(payment -> {});
    }
    var intents =
        payments.read(known -> List.of(known.referred("order/0"), known.referred("order/1")));
    assertEquals(Outcome.ALLOW, judgement(intents.get(0).id()).outcome());
    assertEquals(Outcome.BLOCK, judgement(intents.get(1).id()).outcome());
  }

  @Test
  void attempts_are_counted_by_card_within_a_window_and_blocked_ones_count() {
    rules(rule("block", "attempts(card, 1h) > 2"));
    pay(1_000, "pm_card_visa", Payer.NOBODY);
    pay(1_000, "pm_card_visa", Payer.NOBODY);
    assertEquals(Outcome.BLOCK, judgement(pay(1_000, "pm_card_visa", Payer.NOBODY)).outcome());
    var other = pay(1_000, "pm_card_mastercard", Payer.NOBODY);
    assertEquals(Outcome.ALLOW, judgement(other).outcome());
    payments.later(Duration.ofMinutes(59));
    var still = judgement(pay(1_000, "pm_card_visa", Payer.NOBODY));
    assertEquals("4", still.inputs().get("attempts(card, 1h)"));
    payments.later(Duration.ofMinutes(2));
    var later = judgement(pay(1_000, "pm_card_visa", Payer.NOBODY));
    assertEquals("2", later.inputs().get("attempts(card, 1h)"));
    assertEquals(Outcome.ALLOW, later.outcome());
  }

  @Test
  void many_cards_of_one_address_and_many_declines_of_one_mail_address_are_seen() {
    rules(rule("block", "cards(ip, 1d) >= 3"), rule("review", "declines(email, 1d) > 0"));
    var declined = pay(1_000, "pm_card_visa", payer("eve", "10.0.0.1", null));
    answers(
        charge(declined).id(),
        dev.mainstem.systems.payments.acquirer.Outcome.declined("generic_decline"));
    var second = judgement(pay(1_000, "pm_card_amex", payer("eve", "10.0.0.1", null)));
    assertEquals(Outcome.REVIEW, second.outcome());
    var third = judgement(pay(1_000, "pm_card_mastercard", payer("bob", "10.0.0.1", null)));
    assertEquals(Outcome.BLOCK, third.outcome());
    assertEquals("3", third.inputs().get("cards(ip, 1d)"));
    assertEquals("0", third.inputs().get("declines(email, 1d)"));
  }

  @Test
  void a_mail_address_is_new_until_it_has_been_seen_for_a_while() {
    rules(rule("review", "email_age < 7d and card_country != billing_country"));
    assertEquals(
        Outcome.REVIEW, judgement(pay(1_000, "pm_card_fr", payer("eve", null, "DE"))).outcome());
    payments.later(Duration.ofDays(6));
    assertEquals(
        Outcome.REVIEW, judgement(pay(1_000, "pm_card_fr", payer("eve", null, "DE"))).outcome());
    payments.later(Duration.ofDays(2));
    var known = judgement(pay(1_000, "pm_card_fr", payer("eve", null, "DE")));
    assertEquals(Outcome.ALLOW, known.outcome());
    assertEquals("PT192H", known.inputs().get("email_age"));
    assertEquals(
        Outcome.ALLOW, judgement(pay(1_000, "pm_card_fr", payer("new", null, "FR"))).outcome());
    assertEquals(
        Outcome.ALLOW, judgement(pay(1_000, "pm_card_fr", payer("new2", null, null))).outcome());
  }

  @Test
  void who_is_on_a_list_is_known_there_until_taken_off() {
    rules(rule("block", "amount > 1 usd"), rule("allow", "email in @friends"));
    payments
        .when("ann", new Enlist("friends", Trait.EMAIL, "bob", Optional.of("a friend")))
        .answered(entry -> assertEquals("bob", entry.key().value()));
    payments
        .when("ann", new Enlist("friends", Trait.EMAIL, "bob", Optional.of("a friend")))
        .unchanged();
    assertEquals(
        Outcome.ALLOW, judgement(pay(1_000, "pm_card_visa", payer("bob", null, null))).outcome());
    payments.when("ann", new Unlist("friends", Trait.EMAIL, "bob")).answered(nothing -> {});
    payments.when("ann", new Unlist("friends", Trait.EMAIL, "bob")).refused("not-listed");
    assertEquals(
        Outcome.BLOCK, judgement(pay(1_000, "pm_card_visa", payer("bob", null, null))).outcome());
  }

  @Test
  void a_review_waits_once_the_acquirer_has_approved_and_is_approved_once() {
    rules(rule("review", "amount > 5 usd"));
    var id = pay(1_000, "pm_card_visa", Payer.NOBODY);
    assertEquals(List.of(), payments.read(known -> known.reviews.scan(all(), 9)));
    approved(id);
    assertEquals(Intent.Status.SUCCEEDED, intent(id).status());
    var review = review(id).id();
    assertTrue(review(id).open());
    payments.when("ann", new ApproveReview(review)).answered(now -> assertTrue(!now.open()));
    payments.when("bob", new ApproveReview(review)).unchanged();
    payments.when("bob", new RejectReview(review)).refused("review-over");
    assertEquals(1_000, intent(id).received());
  }

  private static dev.mainstem.kernel.Span all() {
    return dev.mainstem.kernel.Span.of();
  }

  @Test
  void what_is_rejected_goes_back_or_is_freed() {
    rules(rule("review", "amount > 5 usd"));
    var id = pay(1_000, "pm_card_visa", Payer.NOBODY);
    approved(id);
    payments.when("ann", new RejectReview(review(id).id())).answered(now -> {});
    payments.when("ann", new RejectReview(review(id).id())).unchanged();
    assertEquals(Optional.of(Review.Closing.REFUNDED_AS_FRAUD), review(id).closed());
    var refund = payments.read(known -> known.refundsOf.first(id).orElseThrow());
    assertEquals(Optional.of("fraudulent"), refund.reason());
    answers(refund.id(), dev.mainstem.systems.payments.acquirer.Outcome.approved(0, "n"));
    assertEquals(1_000, intent(id).refunded());
    assertEquals(Optional.of(Review.Closing.REFUNDED_AS_FRAUD), review(id).closed());
  }

  @Test
  void a_refund_of_all_ends_a_review() {
    rules(rule("review", "amount > 5 usd"));
    var id = pay(1_000, "pm_card_visa", Payer.NOBODY);
    approved(id);
    var part = new Refund(id, Optional.of(400L), NONE, Map.of());
    payments.when("ann", part).answered(refund -> {});
    answers(latestRefund(id), dev.mainstem.systems.payments.acquirer.Outcome.approved(0, "n"));
    assertTrue(review(id).open());
    var rest = new Refund(id, Optional.empty(), NONE, Map.of());
    payments.when("ann", rest).answered(refund -> {});
    answers(latestRefund(id), dev.mainstem.systems.payments.acquirer.Outcome.approved(0, "n"));
    assertEquals(Optional.of(Review.Closing.REFUNDED), review(id).closed());
  }

  private String latestRefund(String id) {
    return payments.read(
        known ->
            known.refundsOf.page(id, dev.mainstem.kernel.Page.first(9)).items().stream()
                .filter(each -> each.state() == Giveback.State.PENDING)
                .findFirst()
                .orElseThrow()
                .id());
  }

  @Test
  void rules_that_mean_nothing_are_refused_and_the_same_rules_are_no_new_version() {
    var bad = new SetRiskRules(List.of(rule("block", "a"), rule("block", "b")), none(), none());
    payments.when("ann", bad).refused("bad-rule", "/rules/0/when");
    var good = new SetRiskRules(List.of(rule("block", "amount > 5 usd")), none(), none());
    payments.when("ann", good).answered(now -> assertEquals(1, now.version()));
    payments.when("ann", good).unchanged();
    assertEquals(RiskRules.NONE.version() + 1, payments.read(PaymentTables::risk).version());
  }

  @Test
  void rules_of_the_demo_mean_something() {
    DemoRules.RULES.forEach(rule -> assertEquals(Optional.empty(), rule.trouble(), rule.name()));
  }

  private static Optional<Integer> none() {
    return Optional.empty();
  }

  @Test
  void other_rules_are_tried_on_what_was_and_change_nothing() {
    var fraud = pay(90_000, "pm_card_visa", payer("eve", null, null));
    approved(fraud);
    payments
        .when("ann", new Refund(fraud, Optional.empty(), Optional.of("fraudulent"), Map.of()))
        .answered(refund -> {});
    answers(latestRefund(fraud), dev.mainstem.systems.payments.acquirer.Outcome.approved(0, "n"));
    payments.later(Duration.ofMinutes(1));
    var good = pay(80_000, "pm_card_visa", payer("bob", null, null));
    approved(good);
    pay(1_000, "pm_card_visa", payer("bob", null, null));
    var proposed =
        new RiskRules(
            1,
            List.of(rule("block", "amount > 500 usd"), rule("review", "attempts(card, 1h) > 2")),
            none(),
            none());
    var since = Story.NOON.minus(Duration.ofDays(1));
    var trial = payments.read(known -> RiskTrial.of(known, proposed, since));
    assertEquals(3, trial.attempts());
    assertTrue(trial.all());
    assertEquals(new RiskTrial.Outcomes(3, 0, 0), trial.before());
    assertEquals(new RiskTrial.Outcomes(0, 1, 2), trial.after());
    assertEquals(1, trial.caught());
    assertEquals(0, trial.missed());
    assertEquals(1, trial.wronged());
    assertEquals(new RiskTrial.Money(170_000, 1_000, 80_000), trial.money().get("usd"));
    assertEquals(List.of(2, 1), trial.rules().stream().map(RiskTrial.Hits::hits).toList());
    var recent = payments.read(known -> RiskTrial.of(known, proposed, Story.NOON.plusSeconds(30)));
    assertEquals(2, recent.attempts());
    assertEquals(1, recent.after().reviewed(), "what was before the window counts for it");
  }
}
