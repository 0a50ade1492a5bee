package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.notifications.ChunkEvent.Advanced;
import dev.mainstem.systems.notifications.ChunkEvent.HandedOver;
import dev.mainstem.systems.notifications.ChunkEvent.HoldSet;
import dev.mainstem.systems.notifications.ChunkEvent.MailsReturned;
import dev.mainstem.systems.notifications.TellingCommand.RecordMails;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** The events by which one decision says what came of a broadcast's mails. */
final class Returning {
  private static final Duration PAUSE = Duration.ofMinutes(15);
  private static final int MOST_TRIES = 10;

  private final NotificationTables known;
  private final Moment at;

  Returning(NotificationTables known, Moment at) {
    this.known = known;
    this.at = at;
  }

  List<DeliveryEvent> events(RecordMails asked) {
    var events = new ArrayList<DeliveryEvent>();
    var chunk = known.chunks.get(new Chunk.Key(asked.broadcast(), asked.chunk()));
    var open = Chunk.in(chunk.sending(), Channel.EMAIL.word());
    var taken = crowd(asked.taken()).and(open);
    var bounced = crowd(asked.refused()).and(open);
    var failed = bounced.with(crowd(asked.lost()).and(open));
    var later = crowd(asked.later()).and(open);
    int tries = chunk.tries() + 1;
    if (tries > MOST_TRIES) {
      failed = failed.with(later);
      later = Crowd.NOBODY;
    }
    var until = at.time().plus(PAUSE);
    var retry = new Chunk.Hold(until, Channel.EMAIL.word(), later, "retry", tries);
    var hold = later.empty() ? Optional.<Chunk.Hold>empty() : Optional.of(retry);
    var broadcast = asked.broadcast();
    events.add(new MailsReturned(broadcast, asked.chunk(), taken, failed, bounced, later, hold));
    if (hold.isPresent()) events.add(new HoldSet(broadcast, asked.chunk(), until));
    var progress = known.progress(broadcast).plus(0, taken.size(), failed.size(), 0);
    events.add(new Advanced(progress));
    return events;
  }

  /** What is recorded of mails that nobody could send for days. */
  static RecordMails givenUp(HandedOver event) {
    var all = event.handed().stream().boxed().toList();
    List<Integer> none = List.of();
    return new RecordMails(event.broadcast(), event.chunk(), none, none, none, all);
  }

  private static Crowd crowd(List<Integer> bits) {
    var set = new BitSet();
    bits.forEach(set::set);
    return Crowd.of(set);
  }
}
