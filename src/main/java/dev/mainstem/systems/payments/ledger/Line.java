package dev.mainstem.systems.payments.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * A transfer as an event says it: decided, so it is entered and no more asked whether it may be.
 *
 * @param of the pending transfer that is posted or voided
 */
public record Line(
    String id,
    String debit,
    String credit,
    long amount,
    String currency,
    Transfer.Kind kind,
    Optional<String> of,
    Optional<Instant> expiresAt,
    Optional<String> about) {
  Transfer entered(Instant at) {
    var state = kind == Transfer.Kind.PENDING ? Transfer.State.OPEN : Transfer.State.DONE;
    return new Transfer(id, debit, credit, amount, currency, kind, state, of, expiresAt, about, at);
  }
}
