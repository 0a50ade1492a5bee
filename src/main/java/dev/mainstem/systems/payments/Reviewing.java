package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.payments.IntentEvent.AttemptBlocked;
import dev.mainstem.systems.payments.IntentEvent.AttemptStarted;
import dev.mainstem.systems.payments.IntentEvent.Declined;
import dev.mainstem.systems.payments.RiskEvent.ReviewClosed;
import dev.mainstem.systems.payments.RiskEvent.ReviewOpened;
import dev.mainstem.systems.payments.RiskEvent.RiskJudged;
import dev.mainstem.systems.payments.risk.Judgement;
import dev.mainstem.systems.payments.risk.Outcome;
import java.util.List;
import java.util.Optional;

/** What follows from a merchant's risk rules, in the decisions of payments. */
record Reviewing(PaymentTables known, Moment at) {
  /** What is known of who pays: by the payment, else by the method, else by the customer. */
  static Optional<Payer> payer(PaymentTables known, Terms terms, Optional<Payer> told) {
    var method = terms.method().flatMap(known.methods::find).flatMap(Method::payer);
    var none = Optional.<String>empty();
    var customer = terms.customer().flatMap(known.customers::find).flatMap(Customer::email);
    return told.orElse(Payer.NOBODY)
        .or(method.orElse(Payer.NOBODY))
        .or(new Payer(customer, none, none, none))
        .told();
  }

  /** An attempt and what the rules say of it; a merchant without rules pays nothing for them. */
  List<PaymentEvent> judged(AttemptStarted start) {
    var rules = known.risk();
    if (rules.rules().isEmpty()) return List.of(start);
    var judgement = Judgement.of(rules, Seen.now(known, start, at.time()));
    var judged = new RiskJudged(start.intent(), start.reference(), start.charge(), judgement);
    if (judgement.outcome() != Outcome.BLOCK) return List.of(start, judged);
    return List.of(blocked(start), judged, declined(start));
  }

  private static AttemptBlocked blocked(AttemptStarted start) {
    return new AttemptBlocked(
        start.intent(),
        start.reference(),
        start.charge(),
        start.method(),
        start.card(),
        start.terms(),
        start.payer());
  }

  private static Declined declined(AttemptStarted start) {
    var why = Failure.blocked();
    return new Declined(
        start.intent(),
        start.reference(),
        start.charge(),
        why.code(),
        why.declineCode(),
        why.message());
  }

  /** Somebody is to look at what the acquirer has approved, if a rule said so. */
  Optional<ReviewOpened> opened(Intent intent, String charge) {
    return known
        .charges
        .get(charge)
        .judgement()
        .filter(Judgement::asksForReview)
        .map(
            judgement ->
                new ReviewOpened(intent.id(), intent.reference(), charge, Review.of(charge)));
  }

  /** The review of the latest charge is over, if there is one that waits. */
  Optional<ReviewClosed> closed(Intent intent, Review.Closing why) {
    return known
        .review(intent)
        .filter(Review::open)
        .map(review -> new ReviewClosed(intent.id(), intent.reference(), review.id(), why));
  }
}
