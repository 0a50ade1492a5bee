package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Sealed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * That a card's holder disputes a charge, {@code dp_…}: the money is withdrawn until it is settled.
 *
 * @param amount in minor units, of what was taken and not given back
 * @param fee what the acquirer keeps of the merchant's money for it, whatever comes of it
 * @param reason in the words of card networks, such as {@code fraudulent}
 * @param transactions of the balance: money withdrawn and, if it is won, reinstated
 * @param dueBy until when there may be evidence; after that it is lost
 */
record Dispute(
    String id,
    String intent,
    String charge,
    long amount,
    long fee,
    String currency,
    String reason,
    State state,
    Optional<Sealed<Evidence>> evidence,
    int submissions,
    Map<String, String> metadata,
    List<String> transactions,
    Instant dueBy,
    Instant createdAt) {
  /** How long a merchant may take to answer. */
  static final Duration ANSWERED = Duration.ofDays(7);

  enum State {
    NEEDS_RESPONSE,
    UNDER_REVIEW,
    WON,
    LOST;

    boolean open() {
      return this == NEEDS_RESPONSE || this == UNDER_REVIEW;
    }
  }

  /**
   * What speaks for the merchant, in the names of Stripe's API: mails, names, addresses.
   *
   * @param fields by name
   */
  record Evidence(Map<String, String> fields) {}

  /** It is settled; money that came back has a line of its own. */
  Dispute settled(boolean won, Optional<String> transaction) {
    var all = new ArrayList<>(transactions);
    transaction.ifPresent(all::add);
    return new Dispute(
        id,
        intent,
        charge,
        amount,
        fee,
        currency,
        reason,
        won ? State.WON : State.LOST,
        evidence,
        submissions,
        metadata,
        all,
        dueBy,
        createdAt);
  }

  /** There is more evidence, and its bank looks at it once it is submitted. */
  Dispute answered(Answer answer) {
    return new Dispute(
        id,
        intent,
        charge,
        amount,
        fee,
        currency,
        reason,
        answer.submitted() ? State.UNDER_REVIEW : state,
        answer.evidence().or(this::evidence),
        submissions + (answer.submitted() ? 1 : 0),
        answer.metadata(),
        transactions,
        dueBy,
        createdAt);
  }

  /** What a merchant says to it. */
  record Answer(
      Optional<Sealed<Evidence>> evidence, boolean submitted, Map<String, String> metadata) {}
}
