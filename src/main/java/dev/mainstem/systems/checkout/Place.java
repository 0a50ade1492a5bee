package dev.mainstem.systems.checkout;

import java.time.Instant;

/**
 * A place in the line of a sale.
 *
 * @param number from 0, in the order of coming
 */
record Place(String sale, String buyer, long number, Instant at) {
  record Key(String sale, String buyer) {}

  /**
   * What its holder is told.
   *
   * @param ahead how many are admitted before
   */
  record Standing(String sale, long number, long ahead, boolean admitted) {
    static Standing of(String sale, long number, long admitted) {
      return new Standing(sale, number, Math.max(0, number - admitted), number < admitted);
    }
  }
}
