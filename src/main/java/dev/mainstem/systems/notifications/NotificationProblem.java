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
  static final Problem NO_LATER_MAIL =
      invalid("no-later-mail", "A message that waits for its time is not mailed");
  static final Problem MAIL_TAKEN = conflict("mail-taken", "There is a mail of this name");

  static final Problem BAD_TOPIC =
      invalid("bad-topic", "A topic has 1 to 64 letters, digits, dashes and underscores");

  static final Problem NO_SUCH_ENDPOINT = notFound("no-such-endpoint", "There is no such endpoint");
  static final Problem NO_SUCH_MESSAGE = notFound("no-such-message", "There is no such message");
  static final Problem TOO_MANY_ENDPOINTS =
      conflict("too-many-endpoints", "There cannot be more endpoints");
  static final Problem BAD_PAYLOAD = invalid("bad-payload", "A payload is well-formed JSON");

  static final Problem NO_SUCH_PERSON = notFound("no-such-person", "There is no such person");
  static final Problem NO_SUCH_BROADCAST =
      notFound("no-such-broadcast", "There is no such broadcast");
  static final Problem PERSON_TWICE = invalid("person-twice", "A person stands there twice");
  static final Problem BAD_ZONE = invalid("bad-zone", "This is no time zone");
  static final Problem BAD_AUDIENCE =
      invalid("bad-audience", "An audience is terms with and, or, not and parentheses");
  static final Problem BAD_ATTRIBUTE =
      invalid("bad-attribute", "This name has a meaning of its own");
  static final Problem CHANNEL_TWICE = invalid("channel-twice", "A channel stands there twice");
  static final Problem TOO_MANY_PREFERENCES =
      conflict("too-many-preferences", "This person cannot switch off more");
  static final Problem BROADCAST_OVER = conflict("broadcast-over", "This broadcast is over");

  static final Problem BAD_CHANNEL = invalid("bad-channel", "Channels are email, ntfy and webhook");
  static final Problem NO_SUCH_NOTIFICATION =
      notFound("no-such-notification", "There is no such notification");

  private NotificationProblem() {}
}
