package dev.mainstem.systems.payments;

import dev.mainstem.systems.payments.BalanceLine.Kind;
import dev.mainstem.systems.payments.MoneyEvent.Captured;
import dev.mainstem.systems.payments.MoneyEvent.RefundStarted;
import dev.mainstem.systems.payments.MoneyEvent.Refunded;
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
