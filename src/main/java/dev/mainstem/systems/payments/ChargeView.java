package dev.mainstem.systems.payments;

import java.time.Instant;
import java.util.Optional;

/** An attempt at a payment as people see it. */
record ChargeView(
    String id,
    Charge.State state,
    long amount,
    String currency,
    CardFace card,
    Optional<Failure> failure,
    boolean authenticated,
    int tries,
    Instant createdAt) {
  static ChargeView of(Charge charge) {
    return new ChargeView(
        charge.id(),
        charge.state(),
        charge.amount(),
        charge.currency(),
        CardFace.of(charge.card()),
        charge.failure(),
        charge.authenticated(),
        charge.tries(),
        charge.createdAt());
  }
}
