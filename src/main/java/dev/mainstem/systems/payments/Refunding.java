package dev.mainstem.systems.payments;

import static dev.mainstem.systems.payments.PaymentProblem.CHARGE_DISPUTED;
import static dev.mainstem.systems.payments.PaymentProblem.NOT_TAKEN;
import static dev.mainstem.systems.payments.PaymentProblem.REFUNDED_ALREADY;
import static dev.mainstem.systems.payments.PaymentProblem.TOO_LARGE;

import dev.mainstem.systems.payments.MoneyEvent.RefundStarted;
import dev.mainstem.systems.payments.acquirer.Operation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A refund that is wanted.
 *
 * @param amount all that is left if absent
 */
record Refunding(
    Optional<Long> amount,
    Optional<String> key,
    Optional<String> reason,
    Map<String, String> metadata) {
  /** The events by which it begins. */
  List<PaymentEvent> started(Paying paying, Intent intent, String refund) {
    if (intent.status() != Intent.Status.SUCCEEDED) throw NOT_TAKEN.of(intent.id());
    if (intent.refundable() == 0) throw REFUNDED_ALREADY.of(intent.charge().orElse(""));
    long wanted = amount.orElse(intent.refundable());
    if (wanted > intent.refundable()) throw TOO_LARGE.at("/amount", intent.refundable());
    var charge = paying.known().charges.get(intent.charge().orElseThrow());
    if (charge.disputed()) throw CHARGE_DISPUTED.of(charge.id());
    var operation = paying.about(charge, Kind.REFUND, refund, wanted);
    var all = new ArrayList<PaymentEvent>();
    all.add(
        new RefundStarted(
            intent.id(), intent.reference(), refund, operation, key, reason, metadata));
    var books = new Books(paying.known(), charge.currency(), paying.at().time());
    all.addAll(books.posted(books.giveBack(refund, wanted)));
    return all;
  }
}
