package dev.mainstem.systems.payments;

import dev.mainstem.systems.payments.BalanceLine.Kind;
import dev.mainstem.systems.payments.MoneyEvent.Captured;
import dev.mainstem.systems.payments.MoneyEvent.RefundStarted;
import dev.mainstem.systems.payments.MoneyEvent.Refunded;
import dev.mainstem.systems.payments.acquirer.Operation;
import java.time.Instant;
import java.util.Optional;

/** Rows of money that came and went. */
final class Balances {
  private Balances() {}

  static BalanceLine line(Captured it, Instant at) {
    return new BalanceLine(
        it.transaction(),
        Kind.CHARGE,
        it.charge(),
        it.amount(),
        it.fee(),
        it.currency(),
        at,
        it.availableAt(),
        false);
  }

  static BalanceLine line(Refunded it, Instant at) {
    return new BalanceLine(
        it.transaction(), Kind.REFUND, it.refund(), -it.amount(), 0, it.currency(), at, at, true);
  }

  /** Only inside {@code applyTo}: what was set aside is being freed. */
  static void freed(PaymentTables known, Operation operation, String intent) {
    known.attempts.put(operation.reference(), Attempt.started(intent, operation));
    var charge = known.charges.get(operation.original());
    known.charges.put(charge.id(), charge.as(Charge.State.VOIDED));
  }

  /** Only inside {@code applyTo}: so much more, or less, is given back. */
  static void givingBack(PaymentTables known, String intent, String charge, long amount) {
    var of = known.intents.get(intent);
    known.intents.put(intent, of.change().refunded(of.refunded() + amount).made());
    var from = known.charges.get(charge);
    known.charges.put(charge, from.refunded(from.refunded() + amount));
  }

  static Giveback refund(RefundStarted it, Instant at) {
    return new Giveback(
        it.refund(),
        it.intent(),
        it.operation().original(),
        it.operation().amount(),
        it.operation().currency(),
        Giveback.State.PENDING,
        it.key(),
        it.reason(),
        it.metadata(),
        Optional.empty(),
        at);
  }
}
