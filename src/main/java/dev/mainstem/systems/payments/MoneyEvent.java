package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Subject;
import dev.mainstem.systems.payments.Intent.Status;
import dev.mainstem.systems.payments.acquirer.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can have happened to a payment's money once it is authorized. */
public sealed interface MoneyEvent extends PaymentEvent {
  String intent();

  Optional<String> reference();

  @Override
  default List<Subject> subjects() {
    return List.of(new Subject("payments", intent()));
  }

  /** Written before the acquirer is called. */
  record CaptureStarted(String intent, Optional<String> reference, Operation operation)
      implements MoneyEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.attempts.put(operation.reference(), Attempt.started(intent, operation));
      var next = known.intents.get(intent).change().busy(operation.reference());
      known.intents.put(intent, next.made());
    }
  }

  /**
   * The acquirer has taken the money.
   *
   * @param fee what it keeps of it
   * @param transaction the line of the balance
   * @param availableAt when it can be paid out
   * @param atOnce whether it was never only set aside
   */
  record Captured(
      String intent,
      Optional<String> reference,
      String charge,
      long amount,
      String currency,
      long fee,
      String transaction,
      Instant availableAt,
      boolean atOnce)
      implements MoneyEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.charges.put(charge, known.charges.get(charge).captured(amount, transaction));
      known.lines.put(transaction, Balances.line(this, at.time()));
      var next = known.intents.get(intent).change().to(Status.SUCCEEDED).money(0, amount);
      known.intents.put(intent, next.busy(null).unknown(false).made());
      known.told(at, atOnce ? Happening.CHARGE_SUCCEEDED : Happening.CHARGE_CAPTURED, charge);
      known.told(at, Happening.INTENT_SUCCEEDED, intent);
    }
  }

  /** The acquirer has not taken the money; it is set aside still. */
  record CaptureFailed(String intent, Optional<String> reference, String charge, String code)
      implements MoneyEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      var next = known.intents.get(intent).change().busy(null).unknown(false);
      known.intents.put(intent, next.failure(Failure.declined(code)).made());
    }
  }

  /** Written before the acquirer is called. */
  record IncrementStarted(
      String intent,
      Optional<String> reference,
      Operation operation,
      Optional<String> description,
      Map<String, String> metadata)
      implements MoneyEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.attempts.put(operation.reference(), Attempt.started(intent, operation));
      var before = known.intents.get(intent);
      var terms = before.terms().saying(description, metadata);
      var next = before.change().terms(terms).failure(null).busy(operation.reference());
      known.intents.put(intent, next.made());
    }
  }

  /** The acquirer has set more money aside: so much in all. */
  record Incremented(String intent, Optional<String> reference, String charge, long amount)
      implements MoneyEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.charges.put(charge, known.charges.get(charge).raised(amount));
      var before = known.intents.get(intent);
      var next = before.change().terms(before.terms().of(amount)).money(amount, 0);
      known.intents.put(intent, next.busy(null).unknown(false).made());
      known.told(at, Happening.INTENT_CAPTURABLE, intent);
    }
  }

  /** The acquirer has not set more money aside; what was still is. */
  record IncrementFailed(String intent, Optional<String> reference, String charge, String code)
      implements MoneyEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      var next = known.intents.get(intent).change().busy(null).unknown(false);
      known.intents.put(intent, next.failure(Failure.declined(code)).made());
    }
  }

  /** Written before the acquirer is called. */
  record RefundStarted(
      String intent,
      Optional<String> reference,
      String refund,
      Operation operation,
      Optional<String> key,
      Optional<String> reason,
      Map<String, String> metadata)
      implements MoneyEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.attempts.put(refund, Attempt.started(intent, operation));
      known.refunds.put(refund, Balances.refund(this, at.time()));
      key.ifPresent(k -> known.refundKeys.put(new Giveback.Key(intent, k), new Named(refund)));
      new Applying(known).givingBack(intent, operation.original(), operation.amount());
      known.told(at, Happening.REFUND_CREATED, refund);
    }
  }

  /** The acquirer has given the money back. */
  record Refunded(
      String intent,
      Optional<String> reference,
      String refund,
      long amount,
      String currency,
      Optional<String> key,
      String charge,
      String transaction)
      implements MoneyEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      var done = known.refunds.get(refund).as(Giveback.State.SUCCEEDED, Optional.of(transaction));
      known.refunds.put(refund, done);
      known.lines.put(transaction, Balances.line(this, at.time()));
      known.told(at, Happening.REFUND_UPDATED, refund);
      known.told(at, Happening.CHARGE_REFUNDED, charge);
    }
  }

  /** The acquirer has not given the money back, so it is the merchant's still. */
  record RefundFailed(
      String intent, Optional<String> reference, String refund, long amount, String charge)
      implements MoneyEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      var failed = known.refunds.get(refund).as(Giveback.State.FAILED, Optional.empty());
      known.refunds.put(refund, failed);
      new Applying(known).givingBack(intent, charge, -amount);
      known.told(at, Happening.REFUND_FAILED, refund);
    }
  }

  record RefundAmended(
      String intent, Optional<String> reference, String refund, Map<String, String> metadata)
      implements MoneyEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.refunds.put(refund, known.refunds.get(refund).with(metadata));
      known.told(at, Happening.REFUND_UPDATED, refund);
    }
  }

  /** Captured money has become available. */
  record Settled(String intent, Optional<String> reference, String transaction)
      implements MoneyEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.lines.put(transaction, known.lines.get(transaction).asAvailable());
    }
  }
}
