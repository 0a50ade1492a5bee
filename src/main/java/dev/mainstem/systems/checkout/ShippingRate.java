package dev.mainstem.systems.checkout;

import java.util.Map;
import java.util.Set;

/**
 * A way to send things.
 *
 * @param countries where to; everywhere if empty
 * @param prices by currency, in minor units
 * @param minDays until it arrives at the earliest
 * @param maxDays until it arrives at the latest
 */
record ShippingRate(
    String id,
    String title,
    String carrier,
    Set<String> countries,
    Map<String, Long> prices,
    int minDays,
    int maxDays) {

  boolean serves(String country, String currency) {
    return prices.containsKey(currency) && (countries.isEmpty() || countries.contains(country));
  }
}
