package dev.mainstem.systems.notifications;

import static dev.mainstem.kernel.Decision.happened;
import static dev.mainstem.kernel.Decision.unchanged;
import static dev.mainstem.systems.notifications.NotificationProblem.BROADCAST_OVER;
import static dev.mainstem.systems.notifications.NotificationProblem.CHANNEL_TWICE;

import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.notifications.Broadcast.State;
import dev.mainstem.systems.notifications.BroadcastEvent.BroadcastCancelled;
import dev.mainstem.systems.notifications.BroadcastEvent.BroadcastDone;
import dev.mainstem.systems.notifications.BroadcastEvent.BroadcastOpened;
import dev.mainstem.systems.notifications.BroadcastEvent.BroadcastPaused;
import dev.mainstem.systems.notifications.BroadcastEvent.BroadcastRun;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** What may be asked of broadcasts, each with its rule. */
public sealed interface BroadcastCommand<R> extends NotificationCommand<R> {
  /**
   * Tells something to everybody whom an expression means.
   *
   * @param audience see {@link Audience}
   * @param scope the kind of news, which people may switch off
   * @param urgent whether it is told in quiet hours too
   * @param at when it begins; now if absent
   */
  record OpenBroadcast(
      @Size(min = 1, max = 2_000) String audience,
      @Pattern(regexp = PersonCommand.WORD) String scope,
      @Size(min = 1, max = 3) List<Channel> channels,
      @Size(min = 1, max = 200) String subject,
      @Size(min = 1, max = 4_096) String text,
      Optional<Boolean> urgent,
      Optional<Instant> at)
      implements BroadcastCommand<Broadcast> {
    @Override
    public Decision<Broadcast> decide(NotificationTables known, Moment at) {
      Audience.parse(audience);
      if (new HashSet<>(channels).size() < channels.size())
        throw CHANNEL_TWICE.at("/channels", channels);
      var broadcast = Broadcast.of(this, known.people(), at);
      return happened(new BroadcastOpened(broadcast))
          .answering(() -> known.broadcasts.get(broadcast.id()));
    }
  }

  /** Its time has come; no door asks this. */
  record BeginBroadcast(String id) implements BroadcastCommand<Void> {
    @Override
    public Decision<Void> decide(NotificationTables known, Moment at) {
      var broadcast = known.broadcasts.require(id);
      if (broadcast.state() != State.SCHEDULED) return unchanged();
      return happened(new BroadcastRun(id));
    }
  }

  record PauseBroadcast(String broadcast) implements BroadcastCommand<Broadcast> {
    @Override
    public Decision<Broadcast> decide(NotificationTables known, Moment at) {
      var before = known.broadcasts.require(broadcast);
      if (before.over()) throw BROADCAST_OVER.of(broadcast);
      if (before.state() == State.PAUSED) return unchanged(() -> before);
      return happened(new BroadcastPaused(broadcast))
          .answering(() -> known.broadcasts.get(broadcast));
    }
  }

  record ResumeBroadcast(String broadcast) implements BroadcastCommand<Broadcast> {
    @Override
    public Decision<Broadcast> decide(NotificationTables known, Moment at) {
      var before = known.broadcasts.require(broadcast);
      if (before.over()) throw BROADCAST_OVER.of(broadcast);
      if (before.state() == State.RUNNING) return unchanged(() -> before);
      return happened(new BroadcastRun(broadcast)).answering(() -> known.broadcasts.get(broadcast));
    }
  }

  /** Whoever was told was told; nobody else is. */
  record CancelBroadcast(String broadcast) implements BroadcastCommand<Broadcast> {
    @Override
    public Decision<Broadcast> decide(NotificationTables known, Moment at) {
      var before = known.broadcasts.require(broadcast);
      if (before.state() == State.CANCELLED) return unchanged(() -> before);
      if (before.over()) throw BROADCAST_OVER.of(broadcast);
      return happened(new BroadcastCancelled(broadcast))
          .answering(() -> known.broadcasts.get(broadcast));
    }
  }

  /** All its deliveries are over; no door asks this. */
  record FinishBroadcast(String id) implements BroadcastCommand<Void> {
    @Override
    public Decision<Void> decide(NotificationTables known, Moment at) {
      var broadcast = known.broadcasts.require(id);
      if (broadcast.over()) return unchanged();
      return happened(new BroadcastDone(id));
    }
  }
}
