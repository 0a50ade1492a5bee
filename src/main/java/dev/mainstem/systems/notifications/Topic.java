package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Subject;
import java.time.Instant;

/**
 * A topic that somebody has published to.
 *
 * @param latest number of its latest message
 */
public record Topic(String topic, long latest, Instant at) {
  /** What a topic's name looks like. */
  static final String NAME = "[-_A-Za-z0-9]{1,64}";

  static Topic after(Message message) {
    return new Topic(message.topic(), message.n(), message.at());
  }

  static Subject subject(String topic) {
    return new Subject("notifications", "topic-" + topic);
  }
}
