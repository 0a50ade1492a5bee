package dev.mainstem.systems.payments.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * A transfer that happened.
 *
 * @param amount in minor units; of a posted part of a pending one, that part
 * @param of the pending transfer that this one posts or voids
 * @param expiresAt when a pending one is void by itself
 * @param about what it is for, such as a charge's id
 */
public record Transfer(
    String id,
    String debit,
    String credit,
    long amount,
    String currency,
    Kind kind,
    State state,
    Optional<String> of,
    Optional<Instant> expiresAt,
    Optional<String> about,
    Instant at) {
  /** What a transfer does. */
  public enum Kind {
    /** Moves money for good. */
    DIRECT,
    /** Sets money aside, to be posted or voided later. */
    PENDING,
    /** Moves money that was set aside, or a part of it; the rest is free again. */
    POST,
    /** Frees money that was set aside. */
    VOID
  }

  /** What has become of it. */
  public enum State {
    DONE,
    OPEN,
    POSTED,
    VOIDED
  }

  Transfer as(State state) {
    return new Transfer(id, debit, credit, amount, currency, kind, state, of, expiresAt, about, at);
  }
}
