package dev.mainstem.systems.payments;

import java.time.Instant;
import java.util.Optional;

/**
 * A webhook that was or is to be delivered.
 *
 * @param notice what it tells
 * @param status what the other side answered; 0 if nothing
 * @param object what it tells of: an endpoint is told of a thing in order, so this waits until what
 *     was to be told of it before is delivered or given up
 */
record Delivery(
    String id,
    String endpoint,
    String notice,
    State state,
    int status,
    Instant queuedAt,
    Optional<String> object) {
  enum State {
    QUEUED,
    DELIVERED,
    FAILED,
    /** Something else of its thing is told first. */
    HELD;

    boolean open() {
      return this == QUEUED || this == HELD;
    }
  }

  /** What is told one after the other. */
  record Lane(String endpoint, String object) {}

  Delivery as(State state, int status) {
    return new Delivery(id, endpoint, notice, state, status, queuedAt, object);
  }

  /** Null once nobody waits for it. */
  Lane lane() {
    return state.open() ? object.map(of -> new Lane(endpoint, of)).orElse(null) : null;
  }
}
