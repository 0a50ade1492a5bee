package dev.mainstem.systems.payments;

import dev.mainstem.systems.payments.BalanceLine.Kind;
import dev.mainstem.systems.payments.DisputeEvent.DisputeClosed;
import dev.mainstem.systems.payments.DisputeEvent.DisputeOpened;
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

  static BalanceLine line(DisputeOpened it, Instant at) {
    var kind = Kind.ADJUSTMENT;
    return new BalanceLine(
        it.transaction(), kind, it.dispute(), -it.amount(), it.fee(), it.currency(), at, at, true);
  }

  static BalanceLine line(DisputeClosed it, Instant at) {
    var kind = Kind.ADJUSTMENT;
    var id = it.transaction().orElseThrow();
    return new BalanceLine(id, kind, it.dispute(), it.amount(), 0, it.currency(), at, at, true);
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
