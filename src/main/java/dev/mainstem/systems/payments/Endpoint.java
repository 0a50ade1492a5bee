package dev.mainstem.systems.payments;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where webhooks go, {@code we_…}. The secret they are signed with is derived and stands nowhere.
 *
 * @param types such as {@code charge.succeeded}; {@code *} for all
 * @param keys absent if its secret is still the first
 */
record Endpoint(
    String id,
    String url,
    List<String> types,
    Optional<String> description,
    Map<String, String> metadata,
    boolean enabled,
    Instant createdAt,
    Optional<Keys> keys) {
  /**
   * That its secret was rolled.
   *
   * @param generation how often
   * @param oldUntil how long the secret before signs, too
   */
  record Keys(int generation, Instant oldUntil) {}

  Endpoint with(Keys keys) {
    return new Endpoint(
        id, url, types, description, metadata, enabled, createdAt, Optional.of(keys));
  }

  boolean wants(Happening what) {
    return enabled && (types.contains("*") || types.contains(what.type()));
  }
}
