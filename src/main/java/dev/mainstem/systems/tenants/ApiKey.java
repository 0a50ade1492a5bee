package dev.mainstem.systems.tenants;

import dev.mainstem.kernel.Caller;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A key. Its secret is not here and nowhere else.
 *
 * @param id public id, for lists and revocation
 * @param hash SHA-256 of the secret, hexadecimal
 */
public record ApiKey(
    String id,
    String tenant,
    String name,
    Set<String> scopes,
    Instant createdAt,
    Optional<Instant> expiresAt,
    boolean revoked,
    String hash) {

  ApiKey asRevoked() {
    return new ApiKey(id, tenant, name, scopes, createdAt, expiresAt, true, hash);
  }

  /** Whether it opens doors now. */
  public boolean live(Instant now) {
    return !revoked && expiresAt.map(now::isBefore).orElse(true);
  }

  boolean ownsForGood() {
    return !revoked && expiresAt.isEmpty() && scopes.contains(Caller.OWNER);
  }
}
