package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Subject;
import dev.mainstem.systems.notifications.Broadcast.State;
import java.util.List;

/** What can have happened to broadcasts, in the main journal. */
public sealed interface BroadcastEvent extends NotificationEvent {
  String id();

  @Override
  default List<Subject> subjects() {
    return List.of(Broadcast.subject(id()));
  }

  record BroadcastOpened(Broadcast broadcast) implements BroadcastEvent {
    @Override
    public String id() {
      return broadcast.id();
    }

    @Override
    public void applyTo(NotificationTables known, Moment at) {
      known.broadcasts.put(id(), broadcast);
    }
  }

  /** Its time has come, or somebody lets it go on. */
  record BroadcastRun(String id) implements BroadcastEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      known.broadcasts.put(id, known.broadcasts.get(id).as(State.RUNNING));
    }
  }

  record BroadcastPaused(String id) implements BroadcastEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      known.broadcasts.put(id, known.broadcasts.get(id).as(State.PAUSED));
    }
  }

  /** Who was not told yet is not going to be. */
  record BroadcastCancelled(String id) implements BroadcastEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      known.broadcasts.put(id, known.broadcasts.get(id).as(State.CANCELLED));
    }
  }

  record BroadcastDone(String id) implements BroadcastEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      known.broadcasts.put(id, known.broadcasts.get(id).as(State.DONE));
    }
  }
}
