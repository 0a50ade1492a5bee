package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Sealed;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody who pays, {@code cus_…}.
 *
 * @param email a keyed hash, to be found by
 * @param method that is charged unless another is named
 */
record Customer(
    String id,
    Sealed<Contact> contact,
    Optional<String> email,
    Optional<String> method,
    Map<String, String> metadata,
    boolean deleted,
    Instant createdAt) {
  Customer asDeleted() {
    return new Customer(id, contact, Optional.empty(), Optional.empty(), Map.of(), true, createdAt);
  }
}
