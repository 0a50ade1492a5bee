package dev.mainstem.systems.notifications;

import static dev.mainstem.kernel.Problem.conflict;
import static dev.mainstem.kernel.Problem.invalid;
import static dev.mainstem.kernel.Problem.notFound;

import dev.mainstem.kernel.Problem;

/** The ways notifications says no. */
final class NotificationProblem {
  static final Problem DELAY_TOO_SMALL =
      invalid("delay-too-small", "A message can be scheduled for 10 seconds ahead or later");
  static final Problem DELAY_TOO_LARGE =
      invalid("delay-too-large", "A message can be scheduled for 3 days ahead at most");

  static final Problem BAD_TOPIC =
      invalid("bad-topic", "A topic has 1 to 64 letters, digits, dashes and underscores");

  static final Problem NO_SUCH_ENDPOINT = notFound("no-such-endpoint", "There is no such endpoint");
  static final Problem NO_SUCH_MESSAGE = notFound("no-such-message", "There is no such message");
  static final Problem TOO_MANY_ENDPOINTS =
      conflict("too-many-endpoints", "There cannot be more endpoints");
  static final Problem BAD_PAYLOAD = invalid("bad-payload", "A payload is well-formed JSON");

  private NotificationProblem() {}
}
