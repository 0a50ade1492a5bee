package dev.mainstem.systems.checkout.pricing;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/**
 * Something that makes a basket cheaper.
 *
 * @param id its name in the shop
 * @param code what a buyer enters; empty for one that applies by itself
 * @param ppm of {@link Kind#PERCENT}, and what of a free unit's price is taken off by {@link
 *     Kind#BUY_X_GET_Y}: parts per million
 * @param amount of {@link Kind#AMOUNT}, in minor units of {@link #currency}
 * @param currency in which amount and minimum are meant; empty if there are none
 * @param minimum what its lines must cost before any discount
 * @param buy how many units are paid, for {@link Kind#BUY_X_GET_Y}
 * @param get how many more of the same are then cheaper
 * @param skus what it is for; everything if empty
 * @param stacks whether others may apply beside it
 * @param priority 1 is applied first
 */
public record Promotion(
    String id,
    Optional<String> code,
    Kind kind,
    long ppm,
    long amount,
    Optional<String> currency,
    long minimum,
    int buy,
    int get,
    Set<String> skus,
    boolean stacks,
    int priority) {

  /** What a promotion does. */
  public enum Kind {
    PERCENT,
    AMOUNT,
    BUY_X_GET_Y,
    FREE_SHIPPING
  }

  static final Comparator<Promotion> ORDER =
      Comparator.comparingInt(Promotion::priority).thenComparing(Promotion::id);

  boolean covers(Basket.Item item) {
    return skus.isEmpty() || skus.contains(item.sku());
  }

  /** Whether its amounts mean anything in this currency. */
  public boolean in(String wanted) {
    return currency.isEmpty() || currency.get().equals(wanted);
  }

  /** How many units of a line are cheaper. */
  long free(int quantity) {
    return buy + get == 0 ? 0 : (long) (quantity / (buy + get)) * get;
  }
}
