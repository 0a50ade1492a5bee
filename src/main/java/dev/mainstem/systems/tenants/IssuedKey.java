package dev.mainstem.systems.tenants;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A key as it is shown when it is issued.
 *
 * @param secret what to ask with; absent when the same request is sent again, for it is not kept
 */
record IssuedKey(
    String id,
    String tenant,
    String name,
    Set<String> scopes,
    Instant createdAt,
    Optional<Instant> expiresAt,
    Optional<String> secret) {

  /** Shows the secret only if it is this key's: a repeated request made another one in vain. */
  static IssuedKey of(ApiKey key, String hash, String secret) {
    return new IssuedKey(
        key.id(),
        key.tenant(),
        key.name(),
        key.scopes(),
        key.createdAt(),
        key.expiresAt(),
        key.hash().equals(hash) ? Optional.of(secret) : Optional.empty());
  }
}
