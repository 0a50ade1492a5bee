package dev.mainstem.systems.checkout;

import dev.mainstem.systems.checkout.stock.Level;
import dev.mainstem.systems.checkout.stock.Units;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Stock, what is held of it, and how much each buyer has. Belongs to its tables. */
final class Stocks {
  private final CheckoutTables known;

  Stocks(CheckoutTables known) {
    this.known = known;
  }

  Level level(String sku) {
    return known.stock.find(sku).orElse(Level.none(sku));
  }

  /** How many of it can be promised; of a bundle, as many as all its parts allow. */
  long available(Variant variant) {
    return variant.units(1).stream()
        .mapToLong(part -> level(part.sku()).available() / part.quantity())
        .min()
        .orElse(0);
  }

  /** All units that these lines take from the stock, one entry for each thing. */
  List<Units> units(List<Units> lines) {
    return Units.summed(
        lines.stream()
            .flatMap(line -> known.variants.get(line.sku()).units(line.quantity()).stream())
            .toList());
  }

  /** Whether something that this is made of does not suffice for all the lines together. */
  boolean shortOf(List<Units> lines, Variant variant) {
    var there = lines.stream().filter(line -> known.variants.has(line.sku())).toList();
    var parts = variant.units(1).stream().map(Units::sku).toList();
    return units(there).stream()
        .filter(each -> parts.contains(each.sku()))
        .anyMatch(each -> each.quantity() > level(each.sku()).available());
  }

  /** The first thing of which there is not enough. */
  Optional<Level> missing(List<Units> units) {
    return units.stream()
        .map(each -> new Object[] {each, level(each.sku())})
        .filter(pair -> ((Units) pair[0]).quantity() > ((Level) pair[1]).available())
        .map(pair -> (Level) pair[1])
        .findFirst();
  }

  long had(String buyer, String sku) {
    return known.purchases.find(new Purchase.Key(buyer, sku)).map(Purchase::units).orElse(0L);
  }

  /** The most one buyer may have of it: the sale's word, or else the variant's. */
  Optional<Integer> cap(Variant variant, Instant now) {
    return known
        .saleOf(variant.sku())
        .filter(sale -> !sale.over(now))
        .map(Sale::cap)
        .or(variant::cap);
  }

  void supply(String sku, long more) {
    known.stock.put(sku, level(sku).supplied(more));
  }

  void reserve(Reservation held) {
    for (var each : held.units()) {
      known.stock.put(each.sku(), level(each.sku()).reserving(each.quantity()));
    }
    for (var line : held.lines()) count(held.buyer(), line.sku(), line.quantity());
    for (var deal : held.promotions()) use(deal, 1);
    known.reservations.put(held.session(), held);
  }

  void release(String session) {
    var held = known.reservations.get(session);
    for (var each : held.units()) {
      known.stock.put(each.sku(), level(each.sku()).reserving(-each.quantity()));
    }
    for (var line : held.lines()) count(held.buyer(), line.sku(), -line.quantity());
    for (var deal : held.promotions()) use(deal, -1);
    known.reservations.remove(session);
  }

  void sell(String session) {
    var held = known.reservations.get(session);
    for (var each : held.units()) {
      known.stock.put(each.sku(), level(each.sku()).selling(each.quantity()));
    }
    known.reservations.remove(session);
  }

  /**
   * @param lines how many of which line of the order go back, by the line's key
   */
  void restock(Order order, List<Units> lines) {
    for (var back : lines) {
      var line = order.line(back.sku()).orElseThrow();
      for (var part : line.units()) {
        long units = (long) part.quantity() * back.quantity();
        known.stock.put(part.sku(), level(part.sku()).restocking(units));
      }
      count(order.buyer(), line.sku(), -back.quantity());
    }
  }

  private void count(String buyer, String sku, long more) {
    var key = new Purchase.Key(buyer, sku);
    long units = had(buyer, sku) + more;
    if (units == 0) known.purchases.remove(key);
    else known.purchases.put(key, new Purchase(buyer, sku, units));
  }

  private void use(String promotion, int more) {
    known.deals.put(promotion, known.deals.get(promotion).using(more));
  }
}
