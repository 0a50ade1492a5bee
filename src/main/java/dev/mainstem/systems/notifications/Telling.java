package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Something told to one person.
 *
 * @param states by channel, what has become of it: {@code held}, {@code sending}, {@code taken},
 *     {@code bounced}, {@code failed}, or why it is not told there
 * @param heldUntil until when it is held, for quiet hours
 */
public record Telling(
    String id,
    String person,
    String subject,
    String text,
    Map<String, String> states,
    Optional<Instant> heldUntil,
    Instant at) {
  /** What of it can be switched off. */
  static final String SCOPE = "direct";

  record Key(String person, String id) {}

  Key key() {
    return new Key(person, id);
  }

  List<Subject> subjects() {
    return List.of(Person.subject(person), new Subject("notifications", id));
  }

  Telling with(String channel, String state) {
    var changed = new TreeMap<>(states);
    changed.put(channel, state);
    return new Telling(id, person, subject, text, changed, heldUntil, at);
  }
}
