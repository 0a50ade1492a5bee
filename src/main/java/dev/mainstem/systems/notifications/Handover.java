package dev.mainstem.systems.notifications;

import java.time.Instant;
import java.util.Optional;

/**
 * An announcement on its way to an endpoint.
 *
 * @param key what it is about, if the endpoint is told in order
 * @param tries how often it was sent
 * @param status the latest answer's; 0 if there was none
 * @param due when it is sent next; empty while it is on its way, waits for one before it, or never
 */
public record Handover(
    String message,
    String endpoint,
    Optional<String> key,
    State state,
    int tries,
    int status,
    Optional<Instant> due,
    Instant changedAt) {
  /** What has become of it. */
  public enum State {
    /** Waits for one with the same key. */
    QUEUED,
    WAITING,
    SENDING,
    TAKEN,
    GIVEN_UP
  }

  record Key(String message, String endpoint) {}

  /** When it is due, in the order of a lane. */
  record Due(String endpoint, Instant at, String message) {}

  /** A line of those that must come one after the other. */
  record Line(String endpoint, String key, String message) {}

  Key id() {
    return new Key(message, endpoint);
  }

  Due dueAt() {
    return new Due(endpoint, due.orElseThrow(), message);
  }

  boolean over() {
    return state == State.TAKEN || state == State.GIVEN_UP;
  }

  /** Whether it is over, or waits for a later attempt that may as well be made now. */
  boolean resendable() {
    return over() || state == State.WAITING;
  }

  Handover due(Instant at, Instant now) {
    return new Handover(message, endpoint, key, State.WAITING, tries, status, Optional.of(at), now);
  }

  Handover as(State state, int tries, int status, Instant now) {
    return new Handover(message, endpoint, key, state, tries, status, Optional.empty(), now);
  }
}
