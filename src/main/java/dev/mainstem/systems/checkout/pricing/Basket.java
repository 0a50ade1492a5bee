package dev.mainstem.systems.checkout.pricing;

import java.util.List;
import java.util.Optional;

/**
 * All that a price depends on.
 *
 * @param shipping empty if nothing is chosen, or nothing is sent
 * @param promotions in any order
 */
public record Basket(
    String currency,
    List<Item> items,
    Optional<Shipping> shipping,
    List<Promotion> promotions,
    Taxation taxation) {

  /** The dearest a unit may be, so that no sum leaves 64 bits. */
  public static final long DEAREST = 1_000_000_000_000L;

  /**
   * A line.
   *
   * @param price of one unit, in minor units
   * @param category of goods, for taxes
   */
  public record Item(String key, String sku, long price, int quantity, String category) {
    long base() {
      return Math.multiplyExact(price, (long) quantity);
    }
  }

  /** How it is sent, and what that costs in minor units. */
  public record Shipping(String option, long price) {}
}
