package dev.mainstem.systems.checkout;

import dev.mainstem.systems.checkout.pricing.Promotion;
import java.time.Instant;
import java.util.Optional;

/**
 * A promotion, and when and how often it may be used.
 *
 * @param used by orders that stand, and by who is paying now
 */
record Deal(
    Promotion promotion,
    Optional<Instant> from,
    Optional<Instant> until,
    Optional<Long> limit,
    long used,
    boolean ended) {

  boolean running(Instant now) {
    return !ended && !from.filter(now::isBefore).isPresent() && !over(now);
  }

  boolean over(Instant now) {
    return until.filter(end -> !now.isBefore(end)).isPresent();
  }

  boolean usedUp() {
    return limit.filter(most -> used >= most).isPresent();
  }

  Deal using(int more) {
    return new Deal(promotion, from, until, limit, used + more, ended);
  }

  Deal asEnded() {
    return new Deal(promotion, from, until, limit, used, true);
  }

  /** The key under which its code is found; null for one that has none. */
  String liveCode() {
    return ended ? null : promotion.code().map(Deal::folded).orElse(null);
  }

  /** Codes are the same in any case. */
  static String folded(String code) {
    return code.strip().toUpperCase(java.util.Locale.ROOT);
  }
}
