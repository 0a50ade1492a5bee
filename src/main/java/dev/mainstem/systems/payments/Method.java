package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Sealed;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A payment method, {@code pm_…}: a card, and whose it is.
 *
 * @param contact whom the bill goes to
 * @param detached it was its customer's and can never be used again
 */
record Method(
    String id,
    Card card,
    Optional<String> customer,
    Optional<Sealed<Contact>> contact,
    Map<String, String> metadata,
    boolean detached,
    Instant createdAt) {
  Method of(Optional<String> customer) {
    return new Method(id, card, customer, contact, metadata, detached, createdAt);
  }

  Method asDetached() {
    return new Method(id, card, Optional.empty(), contact, metadata, true, createdAt);
  }

  Method asForgotten() {
    return new Method(id, card, Optional.empty(), Optional.empty(), Map.of(), true, createdAt);
  }

  Method with(Card card, Optional<Sealed<Contact>> contact, Map<String, String> metadata) {
    return new Method(id, card, customer, contact, metadata, detached, createdAt);
  }
}
