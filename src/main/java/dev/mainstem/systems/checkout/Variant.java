package dev.mainstem.systems.checkout;

import dev.mainstem.systems.checkout.stock.Units;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What can be put into a cart.
 *
 * @param options such as size and colour
 * @param cap the most one buyer may have of it
 * @param bundle what one of it consists of; empty if it is a thing of its own
 * @param digital whether nothing is sent
 * @param category of goods, for taxes
 */
record Variant(
    String sku,
    String product,
    String title,
    Map<String, String> options,
    Optional<Integer> cap,
    List<Units> bundle,
    boolean digital,
    String category) {

  /** What leaves the stock with so many of it. */
  List<Units> units(int quantity) {
    if (bundle.isEmpty()) return List.of(new Units(sku, quantity));
    return bundle.stream().map(part -> part.times(quantity)).toList();
  }
}
