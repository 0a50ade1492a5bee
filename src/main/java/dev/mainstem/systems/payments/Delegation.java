package dev.mainstem.systems.payments;

import java.time.Instant;
import java.util.Optional;

/**
 * A delegated token: a card that somebody may charge once, within an allowance.
 *
 * @param id what it is called when it is used, {@code vt_…}
 * @param intent the payment that uses it; empty again if that was declined
 */
public record Delegation(
    String id, Card card, Allowance allowance, Optional<String> intent, Instant createdAt) {
  Delegation used(Optional<String> by) {
    return new Delegation(id, card, allowance, by, createdAt);
  }
}
