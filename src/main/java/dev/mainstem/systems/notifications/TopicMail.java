package dev.mainstem.systems.notifications;

import java.time.Instant;

/**
 * A mail that somebody wants of a message, until it is known what came of it.
 *
 * @param mail its name; what the address is sealed for
 */
public record TopicMail(String mail, String topic, Instant at) {
  /** Whose key its address is sealed with: nobody's but this mail's. */
  static String whom(String mail) {
    return "notifications/mail-" + mail;
  }
}
