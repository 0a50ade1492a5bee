package dev.mainstem.systems.payments;

import java.time.Instant;
import java.util.Optional;

/**
 * One attempt at a payment; its id is the reference the acquirer knows it by.
 *
 * @param tries the how many-th since the payer confirmed, from 1: what certainly was not done is
 *     tried again
 * @param transaction of the balance, once it is captured
 */
record Charge(
    String id,
    String intent,
    long amount,
    String currency,
    Optional<String> customer,
    String method,
    Card card,
    State state,
    long captured,
    long refunded,
    Optional<Failure> failure,
    Optional<String> transaction,
    boolean authenticated,
    int tries,
    Instant createdAt) {
  enum State {
    STARTED,
    CHALLENGED,
    AUTHORIZED,
    CAPTURED,
    FAILED,
    VOIDED,
    /** It was never done and never will be. */
    LOST
  }

  private Charge with(State state, long captured, long refunded, Optional<String> transaction) {
    return new Charge(
        id,
        intent,
        amount,
        currency,
        customer,
        method,
        card,
        state,
        captured,
        refunded,
        failure,
        transaction,
        authenticated,
        tries,
        createdAt);
  }

  Charge as(State state) {
    return with(state, captured, refunded, transaction);
  }

  Charge captured(long amount, String transaction) {
    return with(State.CAPTURED, amount, refunded, Optional.of(transaction));
  }

  Charge refunded(long amount) {
    return with(state, captured, amount, transaction);
  }

  Charge failed(Failure why) {
    return new Charge(
        id,
        intent,
        amount,
        currency,
        customer,
        method,
        card,
        State.FAILED,
        captured,
        refunded,
        Optional.of(why),
        transaction,
        authenticated,
        tries,
        createdAt);
  }
}
