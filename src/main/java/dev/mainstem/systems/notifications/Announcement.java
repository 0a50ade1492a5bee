package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that endpoints are told of by webhook.
 *
 * @param id the same at every endpoint and each time it is sent
 * @param key what it is about, where order matters
 * @param payload JSON
 * @param endpoints who was to be told when it was announced
 */
public record Announcement(
    String id,
    String type,
    Optional<String> key,
    String payload,
    Instant at,
    List<String> endpoints) {
  static Subject subject(String id) {
    return new Subject("notifications", id);
  }
}
