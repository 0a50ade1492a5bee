package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Subject;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody's server that is told of what happens, by webhooks.
 *
 * @param types of the messages it is told, such as {@code order.paid} or {@code order.*}; empty for
 *     all
 * @param ordered whether messages with the same key come one after the other, each once the one
 *     before was taken or given up
 * @param secret which of its secrets is the newest, from 1
 * @param rolledUntil until when the one before is signed with too
 * @param why it is disabled
 */
public record Endpoint(
    String id,
    String url,
    Set<String> types,
    String description,
    boolean ordered,
    boolean enabled,
    String why,
    int secret,
    Optional<Instant> rolledUntil,
    Instant createdAt) {
  /** How a type of message is written. */
  static final String TYPE = "[A-Za-z0-9_]+(\\.[A-Za-z0-9_-]+)*";

  static Subject subject(String id) {
    return new Subject("notifications", id);
  }

  boolean wants(String type) {
    return types.isEmpty() || types.stream().anyMatch(wanted -> fits(wanted, type));
  }

  private static boolean fits(String wanted, String type) {
    if (!wanted.endsWith(".*")) return wanted.equals(type);
    return type.startsWith(wanted.substring(0, wanted.length() - 1));
  }

  Endpoint at(String url) {
    return new Endpoint(
        id, url, types, description, ordered, enabled, why, secret, rolledUntil, createdAt);
  }

  Endpoint as(Set<String> types, String description, boolean ordered) {
    return new Endpoint(
        id, url, types, description, ordered, enabled, why, secret, rolledUntil, createdAt);
  }

  Endpoint as(boolean enabled, String why) {
    return new Endpoint(
        id, url, types, description, ordered, enabled, why, secret, rolledUntil, createdAt);
  }

  Endpoint rolled(Instant until) {
    var old = Optional.of(until);
    return new Endpoint(
        id, url, types, description, ordered, enabled, why, secret + 1, old, createdAt);
  }
}
