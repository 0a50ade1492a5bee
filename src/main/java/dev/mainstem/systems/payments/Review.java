package dev.mainstem.systems.payments;

import java.time.Instant;
import java.util.Optional;

/**
 * A payment somebody is to look at, {@code prv_…}. It has been made: money is set aside or taken.
 *
 * @param rules those that asked for it, by name
 * @param closed why nobody needs to look any more, once that is so
 */
record Review(
    String id,
    String intent,
    String charge,
    long amount,
    String currency,
    int score,
    java.util.List<String> rules,
    Optional<Closing> closed,
    Instant openedAt,
    Optional<Instant> closedAt) {
  /** Why a review is over, in Stripe's words. */
  enum Closing {
    APPROVED,
    CANCELED,
    REFUNDED,
    REFUNDED_AS_FRAUD
  }

  static Review opened(Charge charge, Instant at) {
    var judgement = charge.judgement().orElseThrow();
    return new Review(
        of(charge.id()),
        charge.intent(),
        charge.id(),
        charge.amount(),
        charge.currency(),
        judgement.score(),
        judgement.rules(),
        Optional.empty(),
        at,
        Optional.empty());
  }

  /** The id of the review of a charge. */
  static String of(String charge) {
    return charge.replaceFirst("^ch_", "prv_");
  }

  boolean open() {
    return closed.isEmpty();
  }

  /** The key of those that wait, the oldest first; null for others. */
  Instant waiting() {
    return open() ? openedAt : null;
  }

  Review as(Closing why, Instant at) {
    return new Review(
        id,
        intent,
        charge,
        amount,
        currency,
        score,
        rules,
        Optional.of(why),
        openedAt,
        Optional.of(at));
  }
}
