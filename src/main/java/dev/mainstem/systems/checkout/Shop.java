package dev.mainstem.systems.checkout;

import java.util.Optional;

/**
 * Who sells.
 *
 * @param currency of sessions that do not say one
 * @param merchant the id that delegated payments must be for
 * @param orderEvents where an agent's platform hears what becomes of its orders
 * @param signed whether agents must sign what they ask
 */
record Shop(
    String name,
    String currency,
    String merchant,
    Optional<String> terms,
    Optional<String> privacy,
    Optional<String> returns,
    Optional<String> orderEvents,
    Optional<Boolean> signed) {

  /** The only key of its table. */
  static final String KEY = "shop";

  static final Shop UNNAMED =
      new Shop(
          "Shop",
          "usd",
          "mainstem",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
}
