package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What can have happened on the way to endpoints, in the journal of notifications. */
public sealed interface WebhookEvent extends DeliveryEvent {
  /** Endpoints are to be told. */
  record Announced(Announcement announcement, List<Handover> handovers) implements WebhookEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      known.announcements.put(announcement.id(), announcement);
      known.counts.put(Count.ANNOUNCEMENTS, new Count(known.count(Count.ANNOUNCEMENTS) + 1));
      handovers.forEach(known.lanes()::queue);
    }

    @Override
    public List<Subject> subjects() {
      return List.of(Announcement.subject(announcement.id()));
    }
  }

  /** These are to be sent to the endpoint now. */
  record Dispatched(String endpoint, String batch, List<String> messages) implements WebhookEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      known.lanes().send(this, at.time());
    }

    @Override
    public List<Subject> subjects() {
      return List.of(Endpoint.subject(endpoint));
    }
  }

  /**
   * They were sent, and this came of it.
   *
   * @param until until when the other side is to be left alone; empty if it is well
   */
  record Attempted(String endpoint, Optional<Instant> until, List<Attempt.Result> results)
      implements WebhookEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      known.lanes().record(this, at.time());
    }

    @Override
    public List<Subject> subjects() {
      return List.of(Endpoint.subject(endpoint));
    }
  }

  /** Nothing is to be sent to the endpoint until then. */
  record Rested(String endpoint, Instant until) implements WebhookEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      known.lanes.put(endpoint, known.lane(endpoint).armed(until));
    }
  }

  /** The endpoint wants nothing more under this address. */
  record WentAway(String endpoint) implements WebhookEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {}

    @Override
    public List<Subject> subjects() {
      return List.of(Endpoint.subject(endpoint));
    }
  }

  /** These are to be told to an endpoint once more, or for the first time. */
  record Requeued(String endpoint, List<Handover> handovers) implements WebhookEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      handovers.forEach(known.lanes()::queue);
    }

    @Override
    public List<Subject> subjects() {
      return List.of(Endpoint.subject(endpoint));
    }
  }

  /**
   * A part was told again; the rest follows.
   *
   * @param from where the rest begins
   * @param to the last message that is told again
   */
  record ReplayedUpTo(String endpoint, String from, String to) implements WebhookEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {}
  }

  /** What is too old to be asked for is forgotten. */
  record AnnouncementsForgotten(List<String> messages) implements WebhookEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      messages.forEach(known.lanes()::forget);
    }
  }

  /**
   * What was to be told to an endpoint that is dropped, and what came of it, is forgotten.
   *
   * @param whole whether that was all of it
   */
  record EndpointForgotten(String endpoint, List<String> messages, boolean whole)
      implements WebhookEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      messages.forEach(message -> known.lanes().forget(message, endpoint));
      // A batch on its way comes back to nobody.
      known.lanes.remove(endpoint);
    }
  }
}
