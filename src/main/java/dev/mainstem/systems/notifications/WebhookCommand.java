package dev.mainstem.systems.notifications;

import static dev.mainstem.kernel.Decision.happened;
import static dev.mainstem.kernel.Decision.unchanged;
import static dev.mainstem.systems.notifications.NotificationProblem.BAD_PAYLOAD;

import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Page;
import dev.mainstem.systems.notifications.WebhookEvent.EndpointForgotten;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What may be asked of webhooks, each with its rule. */
public sealed interface WebhookCommand<R> extends NotificationCommand<R> {
  /**
   * Tells all endpoints that want messages of this type. Open to other systems.
   *
   * @param type such as {@code order.paid}
   * @param key what it is about: endpoints that want order are told of one key's messages one after
   *     the other
   * @param payload JSON; what stands under {@code data} in what is sent
   */
  record Announce(
      @Size(max = 128) @Pattern(regexp = Endpoint.TYPE) String type,
      Optional<@Size(min = 1, max = 200) String> key,
      @Size(min = 1, max = 65_536) String payload)
      implements WebhookCommand<Announcement> {
    @Override
    public Decision<Announcement> decide(NotificationTables known, Moment at) {
      if (!Payload.wellFormed(payload)) throw BAD_PAYLOAD.at("/payload", "");
      var dispatching = new Dispatching(known, at);
      var announcement = dispatching.announcement(type, key, payload);
      return happened(dispatching.announce(announcement)).answering(() -> announcement);
    }
  }

  /** Looks what an endpoint is to be sent now; no door asks this. */
  record Work(String endpoint) implements WebhookCommand<Void> {
    @Override
    public Decision<Void> decide(NotificationTables known, Moment at) {
      return happened(new Dispatching(known, at).work(endpoint));
    }
  }

  /** What came of a batch; no door asks this. */
  record RecordAttempts(
      String endpoint, String batch, @Valid @Size(max = Lane.BATCH) List<Attempt.Outcome> outcomes)
      implements WebhookCommand<Void> {
    @Override
    public Decision<Void> decide(NotificationTables known, Moment at) {
      if (!known.lane(endpoint).batch().equals(batch)) return unchanged();
      return happened(new Dispatching(known, at).record(endpoint, outcomes));
    }
  }

  /** Tells an endpoint once more, though it has taken it or was given up. */
  record Resend(String message, String endpoint) implements WebhookCommand<Handover> {
    @Override
    public Decision<Handover> decide(NotificationTables known, Moment at) {
      var announcement = known.announcements.require(message);
      known.endpoints.require(endpoint);
      var id = new Handover.Key(message, endpoint);
      var before = known.handovers.find(id);
      if (before.filter(each -> !each.resendable()).isPresent())
        return unchanged(() -> known.handovers.get(id));
      var replaying = new Replaying(known, at);
      return happened(replaying.again(endpoint, List.of(announcement)))
          .answering(() -> known.handovers.get(id));
    }
  }

  /**
   * Tells an endpoint all again that it wants and that was announced since, also what was announced
   * before there was the endpoint.
   */
  record Replay(String endpoint, Instant from) implements WebhookCommand<Endpoint> {
    @Override
    public Decision<Endpoint> decide(NotificationTables known, Moment at) {
      var to = known.endpoints.require(endpoint);
      var first = known.announcedFrom(from);
      var last = known.lastAnnounced();
      if (first.isEmpty()) return unchanged(() -> to);
      return happened(new Replaying(known, at).from(to, first.get().id(), last))
          .answering(() -> to);
    }
  }

  /** The rest of a replay; no door asks this. */
  record ReplayOn(String endpoint, String from, String to) implements WebhookCommand<Void> {
    @Override
    public Decision<Void> decide(NotificationTables known, Moment at) {
      var endpoint = known.endpoints.find(this.endpoint);
      if (endpoint.isEmpty()) return unchanged();
      return happened(new Replaying(known, at).from(endpoint.get(), from, to));
    }
  }

  /** Of an endpoint that is dropped nothing is kept, a part at a time; no door asks this. */
  record ForgetEndpoint(String endpoint) implements WebhookCommand<Void> {
    private static final int PART = 200;

    @Override
    public Decision<Void> decide(NotificationTables known, Moment at) {
      if (known.endpoints.has(endpoint)) return unchanged();
      var part = known.byEndpoint.page(endpoint, Page.first(PART)).items();
      if (part.isEmpty() && known.lanes.find(endpoint).isEmpty()) return unchanged();
      var messages = part.stream().map(Handover::message).toList();
      return happened(new EndpointForgotten(endpoint, messages, part.size() < PART));
    }
  }
}
