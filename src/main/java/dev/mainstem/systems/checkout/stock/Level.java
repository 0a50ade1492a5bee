package dev.mainstem.systems.checkout.stock;

/**
 * Units of one thing.
 *
 * @param onHand supplied, and not written off
 * @param reserved promised to somebody who is paying
 * @param sold with orders that stand
 */
public record Level(String sku, long onHand, long reserved, long sold) {
  public static Level none(String sku) {
    return new Level(sku, 0, 0, 0);
  }

  /** What may still be promised; never below zero. */
  public long available() {
    return onHand - reserved - sold;
  }

  public Level supplied(long more) {
    return new Level(sku, onHand + more, reserved, sold);
  }

  public Level reserving(long units) {
    return new Level(sku, onHand, reserved + units, sold);
  }

  public Level selling(long units) {
    return new Level(sku, onHand, reserved - units, sold + units);
  }

  public Level restocking(long units) {
    return new Level(sku, onHand, reserved, sold - units);
  }
}
