package dev.mainstem.systems.payments;

import dev.mainstem.systems.payments.risk.Judgement;
import dev.mainstem.systems.payments.risk.Trait;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One attempt at a payment; its id is the reference the acquirer knows it by.
 *
 * @param tries the how many-th since the payer confirmed, from 1: what certainly was not done is
 *     tried again
 * @param transaction of the balance, once it is captured
 * @param payer what risk rules may know of who pays
 * @param judgement what they have said of it, if there were any
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
    Instant createdAt,
    Optional<Payer> payer,
    Optional<Judgement> judgement) {
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
        createdAt,
        payer,
        judgement);
  }

  /** What it is seen again by: the same card, mail address or address, each with its name. */
  List<String> seenBy() {
    var all = new ArrayList<String>();
    all.add(seenBy(Trait.CARD, card.fingerprint()));
    payer.flatMap(Payer::email).ifPresent(hash -> all.add(seenBy(Trait.EMAIL, hash)));
    payer.flatMap(Payer::ip).ifPresent(hash -> all.add(seenBy(Trait.IP, hash)));
    return all;
  }

  static String seenBy(Trait trait, String value) {
    return trait.word() + ":" + value;
  }

  /** Whether the payer has just said yes; else an attempt goes on with one from before. */
  boolean fresh() {
    return tries == 1 && !authenticated;
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
        createdAt,
        payer,
        judgement);
  }

  Charge judged(Judgement by) {
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
        createdAt,
        payer,
        Optional.of(by));
  }
}
