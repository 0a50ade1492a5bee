package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Span;
import dev.mainstem.systems.notifications.ChunkEvent.Advanced;
import dev.mainstem.systems.notifications.ChunkEvent.ChunkPlanned;
import dev.mainstem.systems.notifications.ChunkEvent.Exhausted;
import dev.mainstem.systems.notifications.ChunkEvent.HoldSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The events by which one decision takes a broadcast on a step: plans a chunk, or hands over some
 * deliveries. One step follows from the other, each known by its number, so that a broadcast is
 * taken on once at a time however often somebody asks, and goes on after a crash where it was.
 */
final class Advancing {
  /** Chunks looked at in one step, if nobody in them is meant. */
  private static final int LOOKED = 40;

  private final NotificationTables known;
  private final Moment at;
  private final Broadcast broadcast;
  private final Progress progress;

  Advancing(NotificationTables known, Moment at, Broadcast broadcast) {
    this.known = known;
    this.at = at;
    this.broadcast = broadcast;
    this.progress = known.progress(broadcast.id());
  }

  /** Takes it on, if nothing is under way. */
  List<DeliveryEvent> kick() {
    if (!progress.idle()) return List.of();
    return List.of(new Advanced(progress.stepped(false, broadcast.chunks(), at.time())));
  }

  List<DeliveryEvent> step() {
    if (broadcast.state() != Broadcast.State.RUNNING) return rest();
    return progress.planned() ? handOver() : plan();
  }

  private List<DeliveryEvent> rest() {
    return List.of(new Advanced(progress.stepped(true, progress.chunks(), at.time())));
  }

  private List<DeliveryEvent> plan() {
    var events = new ArrayList<DeliveryEvent>();
    var planning = new Planning(known, at.time());
    var after = progress;
    for (int i = 0; i < LOOKED && !after.planned() && events.isEmpty(); i++) {
      int number = after.next();
      var chunk = planning.chunk(broadcast, number);
      after = after.planned(number, chunk);
      if (chunk == null) continue;
      events.add(new ChunkPlanned(broadcast.id(), chunk));
      var times = new TreeSet<Instant>();
      chunk.held().forEach(hold -> times.add(hold.until()));
      times.forEach(until -> events.add(new HoldSet(broadcast.id(), number, until)));
    }
    events.add(new Advanced(after.stepped(false, progress.chunks(), at.time())));
    return events;
  }

  private List<DeliveryEvent> handOver() {
    var waiting = known.waiting.scan(Span.of(broadcast.id()), 1);
    if (waiting.isEmpty()) return finish();
    var chunk = known.chunks.get(waiting.get(0).key());
    var sending = new Sending(known, at);
    var events = sending.events(broadcast, chunk);
    var after = progress.plus(0, sending.taken(), 0, sending.late());
    events.add(new Advanced(after.stepped(false, progress.chunks(), at.time())));
    return events;
  }

  private List<DeliveryEvent> finish() {
    var events = new ArrayList<>(rest());
    if (progress.open() == 0) events.add(new Exhausted(broadcast.id()));
    return events;
  }
}
