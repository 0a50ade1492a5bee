package dev.mainstem.systems.payments;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where webhooks go, {@code we_…}. The secret they are signed with is derived and stands nowhere.
 *
 * @param types such as {@code charge.succeeded}; {@code *} for all
 */
record Endpoint(
    String id,
    String url,
    List<String> types,
    Optional<String> description,
    Map<String, String> metadata,
    boolean enabled,
    Instant createdAt) {
  boolean wants(Happening what) {
    return enabled && (types.contains("*") || types.contains(what.type()));
  }
}
