package dev.mainstem.systems.checkout;

import dev.mainstem.kernel.Span;
import java.util.TreeMap;

/** What can be bought. */
final class Offers {
  private Offers() {}

  static Forms.Offer of(CheckoutTables known, Variant variant) {
    var prices = new TreeMap<String, Long>();
    for (var row : known.prices.scan(Span.of(variant.sku()), CheckoutTables.MOST)) {
      prices.put(row.value().currency(), row.value().amount());
    }
    return new Forms.Offer(
        variant.sku(),
        known.products.get(variant.product()),
        variant.title(),
        variant.options(),
        !variant.bundle().isEmpty(),
        prices,
        known.stocks.available(variant),
        known.stocks.level(variant.sku()),
        variant.cap());
  }
}
