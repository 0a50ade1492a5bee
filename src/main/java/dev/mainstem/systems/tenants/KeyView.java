package dev.mainstem.systems.tenants;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A key as it is listed. */
record KeyView(
    String id,
    String name,
    Set<String> scopes,
    Instant createdAt,
    Optional<Instant> expiresAt,
    boolean revoked) {
  static KeyView of(ApiKey key) {
    return new KeyView(
        key.id(), key.name(), key.scopes(), key.createdAt(), key.expiresAt(), key.revoked());
  }
}
