package dev.mainstem.systems.notifications;

import static dev.mainstem.systems.notifications.NotificationProblem.DELAY_TOO_LARGE;
import static dev.mainstem.systems.notifications.NotificationProblem.DELAY_TOO_SMALL;

import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.notifications.Message.Kind;
import dev.mainstem.systems.notifications.TopicCommand.Publish;
import dev.mainstem.systems.notifications.TopicEvent.Expired;
import dev.mainstem.systems.notifications.TopicEvent.Published;
import dev.mainstem.systems.notifications.TopicEvent.Scheduled;
import dev.mainstem.systems.notifications.TopicEvent.Unscheduled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The events by which one decision gives messages out. Numbers are given in order, also to several
 * messages of one decision; what has expired is forgotten a little with each.
 */
final class Giving {
  /** More than one, so that forgetting keeps up with publishing. */
  private static final int FORGOTTEN = 4;

  private final NotificationTables known;
  private final Moment at;
  private long last;
  private int made;
  private boolean swept;
  private Message message;

  Giving(NotificationTables known, Moment at) {
    this.known = known;
    this.at = at;
    this.last = known.counts.find(Count.MESSAGES).map(Count::n).orElse(0L);
  }

  /** Now or at its time, instead of what waits under the same sequence. */
  List<DeliveryEvent> said(Publish asked) {
    var when = asked.at().orElse(at.time());
    if (asked.at().isPresent() && when.isBefore(at.time().plus(TopicCommand.SOONEST)))
      throw DELAY_TOO_SMALL.at("/at", when);
    if (when.isAfter(at.time().plus(TopicCommand.LATEST))) throw DELAY_TOO_LARGE.at("/at", when);
    var given = made(asked.topic(), asked.sequence(), Kind.SAYS, asked.notice());
    var events = instead(given);
    if (asked.at().isPresent()) events.add(later(given, when));
    else events.addAll(out(given));
    return events;
  }

  /** A message that is not given out yet. */
  Message made(String topic, Optional<String> sequence, Kind kind, Notice notice) {
    var id = Message.id(at.id(++made).low());
    var as = sequence.orElse(id);
    var expires = at.time().plus(known.keep);
    var by = at.caller().name();
    return new Message(0, id, topic, as, kind, at.time(), expires, notice, by);
  }

  /** What waits for its time under the same sequence gives way. */
  List<DeliveryEvent> instead(Message message) {
    var events = new ArrayList<DeliveryEvent>();
    known
        .waiting(message.topic(), message.sequence())
        .ifPresent(old -> events.add(new Unscheduled(old.topic(), old.id())));
    return events;
  }

  Scheduled later(Message waiting, Instant when) {
    message = waiting.as(0, when, when.plus(known.keep));
    return new Scheduled(message);
  }

  List<DeliveryEvent> out(Message given) {
    message = given.as(++last, at.time(), at.time().plus(known.keep));
    var events = new ArrayList<DeliveryEvent>();
    events.add(new Published(message));
    var old = known.expired(at.time(), FORGOTTEN);
    if (!old.isEmpty() && !swept) events.add(new Expired(old));
    swept = true;
    return events;
  }

  /** The message given out last, or scheduled. */
  Message last() {
    return message;
  }
}
