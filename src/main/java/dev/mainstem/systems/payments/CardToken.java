package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Sealed;
import java.time.Instant;
import java.util.Optional;

/**
 * A card that somebody's own page has put into the vault, {@code tok_…}, to become a payment method
 * once.
 *
 * @param contact whom the bill goes to
 * @param used whether it is one by now
 */
record CardToken(
    String id, Card card, Optional<Sealed<Contact>> contact, boolean used, Instant createdAt) {
  CardToken asUsed() {
    return new CardToken(id, card, contact, true, createdAt);
  }
}
