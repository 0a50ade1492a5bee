package dev.mainstem.systems.payments;

import java.time.Instant;

/**
 * A line of the merchant's balance, {@code txn_…}.
 *
 * @param source the charge or refund it comes of
 * @param amount in minor units; negative for what was given back
 * @param fee what the acquirer kept
 * @param availableAt from when on it can be paid out
 */
record BalanceLine(
    String id,
    Kind kind,
    String source,
    long amount,
    long fee,
    String currency,
    Instant createdAt,
    Instant availableAt,
    boolean available) {
  enum Kind {
    CHARGE,
    REFUND,
    /** What a dispute withdraws or reinstates. */
    ADJUSTMENT
  }

  long net() {
    return amount - fee;
  }

  BalanceLine asAvailable() {
    return new BalanceLine(id, kind, source, amount, fee, currency, createdAt, availableAt, true);
  }
}
