package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What can have happened to endpoints of webhooks, in the main journal. */
public sealed interface EndpointEvent extends NotificationEvent {
  String id();

  @Override
  default List<Subject> subjects() {
    return List.of(Endpoint.subject(id()));
  }

  record EndpointAdded(Endpoint endpoint) implements EndpointEvent {
    @Override
    public String id() {
      return endpoint.id();
    }

    @Override
    public void applyTo(NotificationTables known, Moment at) {
      known.endpoints.put(id(), endpoint);
    }
  }

  record EndpointMoved(String id, String url) implements EndpointEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      known.endpoints.put(id, known.endpoints.get(id).at(url));
    }
  }

  record EndpointChanged(String id, Set<String> types, String description, boolean ordered)
      implements EndpointEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      known.endpoints.put(id, known.endpoints.get(id).as(types, description, ordered));
    }
  }

  record EndpointEnabled(String id) implements EndpointEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      known.endpoints.put(id, known.endpoints.get(id).as(true, ""));
    }
  }

  record EndpointDisabled(String id, String why) implements EndpointEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      known.endpoints.put(id, known.endpoints.get(id).as(false, why));
    }
  }

  /** There is a new secret; the one before is signed with too for a while. */
  record SecretRolled(String id, Instant until) implements EndpointEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      known.endpoints.put(id, known.endpoints.get(id).rolled(until));
    }
  }

  record EndpointDropped(String id) implements EndpointEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      known.endpoints.remove(id);
    }
  }
}
