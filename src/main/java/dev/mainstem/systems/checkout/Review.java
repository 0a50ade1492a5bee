package dev.mainstem.systems.checkout;

import java.time.Instant;
import java.util.List;

/** An order somebody must look at before it is paid; its stock is held meanwhile. */
record Review(
    String session,
    int attempt,
    String order,
    int score,
    List<String> rules,
    long total,
    String currency,
    Instant since,
    State state) {

  /** How it stands. */
  enum State {
    WAITING,
    APPROVED,
    REJECTED,
    LAPSED
  }

  /** The key of those that wait, by age; null for others. */
  Instant waiting() {
    return state == State.WAITING ? since : null;
  }

  Review as(State state) {
    return new Review(session, attempt, order, score, rules, total, currency, since, state);
  }
}
