package dev.mainstem.systems.payments;

import dev.mainstem.systems.payments.risk.Judgement;
import dev.mainstem.systems.payments.risk.Outcome;
import java.time.Instant;
import java.util.Optional;

/**
 * A payment as people see it in a list.
 *
 * @param card of the latest attempt, or the one that is named for it
 * @param judgement what the merchant's rules have said of that attempt
 * @param review of it, if it waits for one
 */
record PaymentView(
    Payment payment,
    Optional<CardFace> card,
    Optional<String> description,
    Optional<Outcome> judgement,
    Optional<String> review,
    Instant createdAt) {
  static PaymentView of(PaymentTables known, Intent intent) {
    var charge = intent.charge().map(known.charges::get);
    var named = intent.terms().method().flatMap(known.methods::find).map(Method::card);
    return new PaymentView(
        Payment.of(intent),
        charge.map(Charge::card).or(() -> named).map(CardFace::of),
        intent.terms().description(),
        charge.flatMap(Charge::judgement).map(Judgement::outcome),
        known.review(intent).filter(Review::open).map(Review::id),
        intent.createdAt());
  }
}
