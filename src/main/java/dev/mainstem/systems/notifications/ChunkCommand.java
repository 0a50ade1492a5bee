package dev.mainstem.systems.notifications;

import static dev.mainstem.kernel.Decision.happened;
import static dev.mainstem.kernel.Decision.unchanged;

import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.notifications.ChunkEvent.HoldReleased;
import java.time.Instant;

/** How broadcasts get on; no door asks any of this. */
public sealed interface ChunkCommand<R> extends NotificationCommand<R> {
  /** There is something to do for a broadcast that may be idle. */
  record Kick(String broadcast) implements ChunkCommand<Void> {
    @Override
    public Decision<Void> decide(NotificationTables known, Moment at) {
      var broadcast = known.broadcasts.find(this.broadcast);
      if (broadcast.isEmpty()) return unchanged();
      return happened(new Advancing(known, at, broadcast.get()).kick());
    }
  }

  /** Takes the step that follows a step. */
  record Advance(String broadcast, int step) implements ChunkCommand<Void> {
    @Override
    public Decision<Void> decide(NotificationTables known, Moment at) {
      var progress = known.progress(broadcast);
      if (progress.idle() || progress.step() != step) return unchanged();
      var broadcast = known.broadcasts.require(this.broadcast);
      return happened(new Advancing(known, at, broadcast).step());
    }
  }

  /** Quiet hours, or a pause before another try, are over. */
  record ReleaseHold(String broadcast, int chunk, Instant until) implements ChunkCommand<Void> {
    @Override
    public Decision<Void> decide(NotificationTables known, Moment at) {
      var chunk = known.chunks.find(new Chunk.Key(broadcast, this.chunk));
      boolean held =
          chunk.filter(c -> c.held().stream().anyMatch(h -> !h.until().isAfter(until))).isPresent();
      if (!held) return unchanged();
      return happened(new HoldReleased(broadcast, this.chunk, until));
    }
  }
}
