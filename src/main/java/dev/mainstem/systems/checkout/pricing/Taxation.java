package dev.mainstem.systems.checkout.pricing;

import java.util.List;
import java.util.Map;

/**
 * How a basket is taxed at its destination.
 *
 * @param inclusive whether prices contain the taxes
 * @param round whether each line is rounded, or each tax over all lines
 * @param rates by category of goods; those of the empty text are for all other categories
 * @param shipping the category that sending counts as
 */
public record Taxation(
    boolean inclusive,
    Round round,
    Rounding rounding,
    Map<String, List<Rate>> rates,
    String shipping) {

  /** Nothing is taxed. */
  public static final Taxation NONE =
      new Taxation(false, Round.LINE, Rounding.HALF_UP, Map.of(), "");

  /** Where a tax is rounded. */
  public enum Round {
    LINE,
    TOTAL
  }

  /**
   * One tax.
   *
   * @param name whose it is, such as {@code VAT DE}
   * @param ppm parts per million of the net price
   */
  public record Rate(String name, long ppm) {}

  List<Rate> of(String category) {
    return rates.getOrDefault(category, rates.getOrDefault("", List.of()));
  }
}
