package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What can have happened to broadcasts on their way, in the journal of notifications. */
public sealed interface ChunkEvent extends DeliveryEvent {
  String broadcast();

  /** It was decided who of a chunk is told what. */
  record ChunkPlanned(String broadcast, Chunk chunk) implements ChunkEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      known.keep(chunk);
    }
  }

  /** Some are not told before a time. */
  record HoldSet(String broadcast, int chunk, Instant until) implements ChunkEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {}
  }

  /** What was held is to be told now. */
  record HoldReleased(String broadcast, int chunk, Instant until) implements ChunkEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      known.keep(known.chunks.get(new Chunk.Key(broadcast, chunk)).released(until));
    }
  }

  /**
   * Deliveries were handed over to their channel.
   *
   * @param batch names what is sent together
   * @param late who would have been told, had nothing changed since it was planned
   */
  record HandedOver(
      String broadcast, int chunk, String channel, String batch, Crowd handed, Crowd late)
      implements ChunkEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      known.keep(known.chunks.get(new Chunk.Key(broadcast, chunk)).handed(this));
    }
  }

  /**
   * What came of mails.
   *
   * @param bounced of those that failed, whose mailbox refuses mail
   * @param later who is tried again
   */
  record MailsReturned(
      String broadcast,
      int chunk,
      Crowd taken,
      Crowd failed,
      Crowd bounced,
      Crowd later,
      Optional<Chunk.Hold> hold)
      implements ChunkEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      known.keep(known.chunks.get(new Chunk.Key(broadcast, chunk)).returned(this));
    }
  }

  /** How far it has come. */
  record Advanced(Progress progress) implements ChunkEvent {
    @Override
    public String broadcast() {
      return progress.broadcast();
    }

    @Override
    public void applyTo(NotificationTables known, Moment at) {
      known.progress.put(progress.broadcast(), progress);
    }

    @Override
    public List<Subject> subjects() {
      return List.of(Broadcast.subject(progress.broadcast()));
    }
  }

  /** Everybody was told, or is not going to be. */
  record Exhausted(String broadcast) implements ChunkEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {}
  }
}
