package dev.mainstem.systems.notifications;

import static dev.mainstem.kernel.Decision.happened;
import static dev.mainstem.kernel.Decision.unchanged;
import static dev.mainstem.systems.notifications.NotificationProblem.TOO_MANY_ENDPOINTS;

import dev.mainstem.kernel.Change;
import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.notifications.EndpointEvent.EndpointAdded;
import dev.mainstem.systems.notifications.EndpointEvent.EndpointChanged;
import dev.mainstem.systems.notifications.EndpointEvent.EndpointDisabled;
import dev.mainstem.systems.notifications.EndpointEvent.EndpointDropped;
import dev.mainstem.systems.notifications.EndpointEvent.EndpointEnabled;
import dev.mainstem.systems.notifications.EndpointEvent.EndpointMoved;
import dev.mainstem.systems.notifications.EndpointEvent.SecretRolled;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What may be asked of endpoints of webhooks, each with its rule. */
public sealed interface EndpointCommand<R> extends NotificationCommand<R> {
  /** Most endpoints of one tenant: each is asked at every message whether it wants it. */
  int MOST = 500;

  /** Its address was checked at the door. */
  record AddEndpoint(
      @Size(min = 1, max = 2_048) String url,
      @Size(max = 100)
          Set<@Size(max = 128) @Pattern(regexp = Endpoint.TYPE + "(\\.\\*)?") String> types,
      @Size(max = 200) String description,
      boolean ordered)
      implements EndpointCommand<Endpoint> {
    @Override
    public Decision<Endpoint> decide(NotificationTables known, Moment at) {
      if (known.endpoints().size() >= MOST) throw TOO_MANY_ENDPOINTS.of(MOST);
      var id = at.id(1).toString();
      var none = Optional.<java.time.Instant>empty();
      var endpoint =
          new Endpoint(id, url, types, description, ordered, true, "", 1, none, at.time());
      return happened(new EndpointAdded(endpoint)).answering(() -> endpoint);
    }
  }

  /** Its address was checked at the door. */
  record MoveEndpoint(String id, @Size(min = 1, max = 2_048) String url)
      implements EndpointCommand<Endpoint> {
    @Override
    public Decision<Endpoint> decide(NotificationTables known, Moment at) {
      var endpoint = known.endpoints.require(id);
      if (endpoint.url().equals(url)) return unchanged(() -> endpoint);
      return happened(new EndpointMoved(id, url)).answering(() -> known.endpoints.get(id));
    }
  }

  record ChangeEndpoint(
      String id,
      Change<
              @Size(max = 100) Set<
                  @Size(max = 128) @Pattern(regexp = Endpoint.TYPE + "(\\.\\*)?") String>>
          types,
      Change<@Size(max = 200) String> description,
      Change<Boolean> ordered)
      implements EndpointCommand<Endpoint> {
    @Override
    public Decision<Endpoint> decide(NotificationTables known, Moment at) {
      var before = known.endpoints.require(id);
      var after =
          before.as(
              types.over(before.types(), Set::of),
              description.over(before.description(), () -> ""),
              ordered.over(before.ordered(), () -> false));
      if (after.equals(before)) return unchanged(() -> before);
      var event = new EndpointChanged(id, after.types(), after.description(), after.ordered());
      return happened(event).answering(() -> known.endpoints.get(id));
    }
  }

  record EnableEndpoint(String id) implements EndpointCommand<Endpoint> {
    @Override
    public Decision<Endpoint> decide(NotificationTables known, Moment at) {
      var endpoint = known.endpoints.require(id);
      if (endpoint.enabled()) return unchanged(() -> endpoint);
      return happened(new EndpointEnabled(id)).answering(() -> known.endpoints.get(id));
    }
  }

  record DisableEndpoint(String id, @Size(max = 200) String why)
      implements EndpointCommand<Endpoint> {
    @Override
    public Decision<Endpoint> decide(NotificationTables known, Moment at) {
      var endpoint = known.endpoints.require(id);
      if (!endpoint.enabled()) return unchanged(() -> endpoint);
      return happened(new EndpointDisabled(id, why)).answering(() -> known.endpoints.get(id));
    }
  }

  /**
   * Makes a new secret.
   *
   * @param overlapHours how long the old one is signed with too; a day unless said otherwise
   */
  record RollSecret(String id, Optional<@Min(0) @Max(720) Integer> overlapHours)
      implements EndpointCommand<Endpoint> {
    @Override
    public Decision<Endpoint> decide(NotificationTables known, Moment at) {
      known.endpoints.require(id);
      var until = at.time().plus(Duration.ofHours(overlapHours.orElse(24)));
      return happened(new SecretRolled(id, until)).answering(() -> known.endpoints.get(id));
    }
  }

  record DropEndpoint(String id) implements EndpointCommand<Void> {
    @Override
    public Decision<Void> decide(NotificationTables known, Moment at) {
      known.endpoints.require(id);
      return happened(new EndpointDropped(id));
    }
  }
}
