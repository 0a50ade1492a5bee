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
 * @param raised how often more was set aside for it
 * @param contested why its holder will dispute it, as only a simulator knows before
 * @param disputed whether its holder has
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
    Optional<Judgement> judgement,
    int raised,
    Optional<String> contested,
    boolean disputed) {
  enum State {
    STARTED,
    CHALLENGED,
    /** Its payer has proved who they are; it is to be confirmed once more. */
    PROVED,
    AUTHORIZED,
    CAPTURED,
    FAILED,
    VOIDED,
    /** It was never done and never will be. */
    LOST
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
    return new Change(this).state(state).made();
  }

  Charge captured(long amount, String transaction) {
    return new Change(this).captured(amount, transaction).made();
  }

  Charge refunded(long amount) {
    return new Change(this).refunded(amount).made();
  }

  Charge failed(Failure why) {
    return new Change(this).failed(why).made();
  }

  Charge judged(Judgement by) {
    return new Change(this).judged(by).made();
  }

  Charge raised(long amount) {
    return new Change(this).raised(amount).made();
  }

  Charge contested(Optional<String> reason) {
    return new Change(this).contested(reason).made();
  }

  Charge asDisputed() {
    return new Change(this).disputed().made();
  }

  /** The next state of a charge, made from the one before. Owned by one event. */
  private static final class Change {
    private final Charge from;
    private long amount;
    private State state;
    private long captured;
    private long refunded;
    private Optional<Failure> failure;
    private Optional<String> transaction;
    private Optional<Judgement> judgement;
    private int raised;
    private Optional<String> contested;
    private boolean disputed;

    Change(Charge from) {
      this.from = from;
      amount = from.amount;
      state = from.state;
      captured = from.captured;
      refunded = from.refunded;
      failure = from.failure;
      transaction = from.transaction;
      judgement = from.judgement;
      raised = from.raised;
      contested = from.contested;
      disputed = from.disputed;
    }

    Change state(State state) {
      this.state = state;
      return this;
    }

    Change captured(long amount, String transaction) {
      captured = amount;
      this.transaction = Optional.of(transaction);
      return state(State.CAPTURED);
    }

    Change refunded(long amount) {
      refunded = amount;
      return this;
    }

    Change failed(Failure why) {
      failure = Optional.of(why);
      return state(State.FAILED);
    }

    Change judged(Judgement by) {
      judgement = Optional.of(by);
      return this;
    }

    Change raised(long amount) {
      this.amount = amount;
      raised++;
      return this;
    }

    Change contested(Optional<String> reason) {
      contested = reason;
      return this;
    }

    Change disputed() {
      disputed = true;
      return this;
    }

    Charge made() {
      return new Charge(
          from.id,
          from.intent,
          amount,
          from.currency,
          from.customer,
          from.method,
          from.card,
          state,
          captured,
          refunded,
          failure,
          transaction,
          from.authenticated,
          from.tries,
          from.createdAt,
          from.payer,
          judgement,
          raised,
          contested,
          disputed);
    }
  }
}
