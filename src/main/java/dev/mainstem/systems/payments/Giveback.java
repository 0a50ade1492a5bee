package dev.mainstem.systems.payments;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A refund, {@code re_…}.
 *
 * @param key the asker's own name for it: asked again under the same, it is the same
 * @param transaction of the balance, once it is done
 */
record Giveback(
    String id,
    String intent,
    String charge,
    long amount,
    String currency,
    State state,
    Optional<String> key,
    Optional<String> reason,
    Map<String, String> metadata,
    Optional<String> transaction,
    Instant createdAt) {
  enum State {
    PENDING,
    SUCCEEDED,
    FAILED
  }

  /** A refund that is asked for under a name of the asker's. */
  record Key(String intent, String key) {}

  Giveback as(State state, Optional<String> transaction) {
    return new Giveback(
        id, intent, charge, amount, currency, state, key, reason, metadata, transaction, createdAt);
  }

  Giveback with(Map<String, String> metadata) {
    return new Giveback(
        id, intent, charge, amount, currency, state, key, reason, metadata, transaction, createdAt);
  }
}
