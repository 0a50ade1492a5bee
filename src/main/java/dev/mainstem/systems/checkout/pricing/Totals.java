package dev.mainstem.systems.checkout.pricing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a basket costs, in minor units. It always holds that {@code subtotal = base - itemDiscount}
 * and {@code total = subtotal - orderDiscount + shipping + tax}, where tax counts only if it is not
 * in the prices already; and lines with what sending costs add up to the total.
 *
 * @param base of all lines before any discount
 * @param itemDiscount taken off single lines
 * @param orderDiscount taken off the order, and shared among its lines
 * @param shipping what sending costs after discounts, without tax on top
 * @param shippingTax of sending
 * @param tax of lines and sending
 */
public record Totals(
    String currency,
    List<Line> lines,
    long base,
    long itemDiscount,
    long subtotal,
    long orderDiscount,
    long shipping,
    long shippingTax,
    long tax,
    boolean inclusive,
    long total,
    List<Taxed> taxes,
    List<Applied> applied) {

  /** One line; its total is what its buyer pays for it, and what can be given back for it. */
  public record Line(
      String key, long base, long itemDiscount, long orderDiscount, long tax, long total) {}

  /** One tax over everything. */
  public record Taxed(String name, long ppm, long amount) {}

  /**
   * A promotion that applied.
   *
   * @param allocations by line
   */
  public record Applied(
      String promotion, Optional<String> code, long amount, List<Long> allocations) {}

  /** Prices a basket. */
  public static Totals of(Basket basket) {
    var discounts = new Discounts(basket).apply();
    var tax = new Tax(basket.taxation());
    for (int i = 0; i < basket.items().size(); i++) {
      tax.add(discounts.net(i), basket.items().get(i).category());
    }
    tax.add(discounts.shipping(), basket.taxation().shipping());
    tax.compute();
    boolean inclusive = basket.taxation().inclusive();
    var lines = new ArrayList<Line>();
    for (int i = 0; i < basket.items().size(); i++) {
      var item = basket.items().get(i);
      long total = discounts.net(i) + (inclusive ? 0 : tax.of(i));
      lines.add(
          new Line(
              item.key(),
              item.base(),
              discounts.ofItem(i),
              discounts.ofOrder(i),
              tax.of(i),
              total));
    }
    return summed(basket, lines, discounts, tax);
  }

  private static Totals summed(Basket basket, List<Line> lines, Discounts discounts, Tax tax) {
    long base = 0;
    long itemDiscount = 0;
    long orderDiscount = 0;
    long taxes = tax.of(lines.size());
    for (var line : lines) {
      base = Math.addExact(base, line.base());
      itemDiscount += line.itemDiscount();
      orderDiscount += line.orderDiscount();
      taxes = Math.addExact(taxes, line.tax());
    }
    boolean inclusive = basket.taxation().inclusive();
    long net = base - itemDiscount - orderDiscount + discounts.shipping();
    return new Totals(
        basket.currency(),
        List.copyOf(lines),
        base,
        itemDiscount,
        base - itemDiscount,
        orderDiscount,
        discounts.shipping(),
        tax.of(lines.size()),
        taxes,
        inclusive,
        inclusive ? net : Math.addExact(net, taxes),
        tax.byRate(),
        discounts.applied());
  }

  /** What sending costs its buyer, with its tax. */
  public long shippingTotal() {
    return shipping + (inclusive ? 0 : shippingTax);
  }
}
