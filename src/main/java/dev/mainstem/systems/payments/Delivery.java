package dev.mainstem.systems.payments;

import java.time.Instant;

/**
 * A webhook that was or is to be delivered.
 *
 * @param notice what it tells
 * @param status what the other side answered; 0 if nothing
 */
record Delivery(
    String id, String endpoint, String notice, State state, int status, Instant queuedAt) {
  enum State {
    QUEUED,
    DELIVERED,
    FAILED
  }

  Delivery as(State state, int status) {
    return new Delivery(id, endpoint, notice, state, status, queuedAt);
  }
}
