package dev.mainstem.systems.checkout;

import dev.mainstem.systems.checkout.stock.Units;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What is held for one attempt to pay.
 *
 * @param lines as in the cart, which count towards a buyer's cap
 * @param units which leave the stock, with bundles taken apart
 * @param promotions which are used
 * @param until when it lapses
 */
record Reservation(
    String session,
    int attempt,
    String buyer,
    List<Units> lines,
    List<Units> units,
    List<String> promotions,
    Instant until) {

  /** How long somebody may take to pay. */
  static final Duration HELD = Duration.ofMinutes(15);

  /** How long a review may take. */
  static final Duration REVIEWED = Duration.ofHours(24);

  Reservation until(Instant later) {
    return new Reservation(session, attempt, buyer, lines, units, promotions, later);
  }
}
