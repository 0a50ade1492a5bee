package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Span;
import dev.mainstem.systems.notifications.Handover.State;
import dev.mainstem.systems.notifications.WebhookEvent.Attempted;
import dev.mainstem.systems.notifications.WebhookEvent.Dispatched;
import java.time.Instant;

/** How what happens on the way to endpoints is remembered. Used inside {@code applyTo} only. */
final class Lanes {
  private final NotificationTables known;

  Lanes(NotificationTables known) {
    this.known = known;
  }

  /** Is to be told, for the first time or once more. */
  void queue(Handover handover) {
    known
        .handovers
        .find(handover.id())
        .filter(before -> before.due().isPresent())
        .ifPresent(before -> known.due.remove(before.dueAt()));
    keep(handover);
    line(handover).ifPresent(line -> known.lines.put(line, line));
  }

  private static java.util.Optional<Handover.Line> line(Handover of) {
    return of.key().map(key -> new Handover.Line(of.endpoint(), key, of.message()));
  }

  private void keep(Handover handover) {
    known.handovers.put(handover.id(), handover);
    if (handover.due().isPresent()) known.due.put(handover.dueAt(), handover.dueAt());
  }

  void send(Dispatched event, Instant now) {
    for (var message : event.messages()) {
      var before = known.handovers.get(new Handover.Key(message, event.endpoint()));
      known.due.remove(before.dueAt());
      keep(before.as(State.SENDING, before.tries(), before.status(), now));
    }
    var lane = known.lane(event.endpoint());
    known.lanes.put(event.endpoint(), lane.sending(event.batch(), event.messages()));
  }

  void record(Attempted event, Instant now) {
    for (var result : event.results()) {
      var outcome = result.outcome();
      var before = known.handovers.get(new Handover.Key(outcome.message(), event.endpoint()));
      var attempt =
          new Attempt(
              outcome.message(),
              event.endpoint(),
              result.number(),
              outcome.status(),
              outcome.tookMs(),
              outcome.said(),
              now);
      known.attempts.put(attempt.key(), attempt);
      var after = before.as(result.state(), result.number(), outcome.status(), now);
      keep(result.next().map(next -> after.due(next, now)).orElse(after));
      if (after.over()) next(after, now);
    }
    known.lanes.put(event.endpoint(), known.lane(event.endpoint()).done(event.until()));
  }

  /** What waited for this one is due. */
  private void next(Handover over, Instant now) {
    var line = line(over);
    if (line.isEmpty()) return;
    known.lines.remove(line.get());
    known.lines.scan(Span.of(over.endpoint(), line.get().key()), 1).stream()
        .map(row -> known.handovers.get(new Handover.Key(row.value().message(), over.endpoint())))
        .filter(waits -> waits.state() == State.QUEUED)
        .forEach(waits -> keep(waits.due(now, now)));
  }

  /** Those that are over; who is still to be told keeps what it is to be told. */
  void forget(String message) {
    for (var row : known.handovers.scan(Span.of(message), EndpointCommand.MOST)) {
      forget(row.value());
    }
    for (var row : known.attempts.scan(Span.of(message), 1_000)) known.attempts.remove(row.key());
    known.announcements.remove(message);
  }

  private void forget(Handover handover) {
    known.handovers.remove(handover.id());
    if (handover.due().isPresent()) known.due.remove(handover.dueAt());
    line(handover).ifPresent(known.lines::remove);
  }

  /** What an endpoint that is dropped was told of a message, or was to be. */
  void forget(String message, String endpoint) {
    known.handovers.find(new Handover.Key(message, endpoint)).ifPresent(this::forget);
    var tries = known.attempts.scan(Span.of(message, endpoint), 1_000);
    tries.forEach(row -> known.attempts.remove(row.key()));
  }
}
