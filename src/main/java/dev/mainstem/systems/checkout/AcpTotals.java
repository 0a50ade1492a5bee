package dev.mainstem.systems.checkout;

import dev.mainstem.systems.checkout.pricing.Currencies;
import dev.mainstem.systems.checkout.pricing.Totals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Totals as the Agentic Commerce Protocol 2026-04-17 spells them. It has {@code total = subtotal -
 * discount + fulfillment + tax}, so taxes that are in the prices already are told with the total,
 * and not as a part of it.
 */
final class AcpTotals {
  private AcpTotals() {}

  static List<Map<String, Object>> of(Totals totals) {
    var all = new ArrayList<Map<String, Object>>();
    all.add(total("items_base_amount", "Items", totals.base()));
    if (totals.itemDiscount() > 0) {
      all.add(total("items_discount", "Item discounts", totals.itemDiscount()));
    }
    all.add(total("subtotal", "Subtotal", totals.subtotal()));
    if (totals.orderDiscount() > 0) {
      all.add(total("discount", "Discount", totals.orderDiscount()));
    }
    all.add(total("fulfillment", "Shipping", totals.shipping()));
    if (!totals.inclusive()) {
      var tax = total("tax", "Tax", totals.tax());
      if (!totals.taxes().isEmpty()) tax.put("breakdown", breakdown(totals));
      all.add(tax);
    }
    var total = total("total", "Total", totals.total());
    if (totals.inclusive() && totals.tax() > 0) {
      total.put("description", "Includes " + shown(totals) + " of taxes");
      total.put("breakdown", breakdown(totals));
    }
    all.add(total);
    return all;
  }

  private static String shown(Totals totals) {
    return Currencies.shown(totals.tax(), totals.currency());
  }

  private static List<Map<String, Object>> breakdown(Totals totals) {
    var all = new ArrayList<Map<String, Object>>();
    for (var tax : totals.taxes()) {
      var shape = new LinkedHashMap<String, Object>();
      shape.put("jurisdiction", tax.name());
      shape.put("rate", BigDecimal.valueOf(tax.ppm(), 6).doubleValue());
      shape.put("amount", tax.amount());
      all.add(shape);
    }
    return all;
  }

  static List<Map<String, Object>> of(Totals.Line line) {
    var all = new ArrayList<Map<String, Object>>();
    all.add(total("items_base_amount", "Base", line.base()));
    if (line.itemDiscount() > 0) all.add(total("items_discount", "Discount", line.itemDiscount()));
    all.add(total("subtotal", "Subtotal", line.base() - line.itemDiscount()));
    all.add(total("tax", "Tax", line.tax()));
    all.add(total("total", "Total", line.total()));
    return all;
  }

  static Map<String, Object> total(String type, String text, long amount) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("type", type);
    shape.put("display_text", text);
    shape.put("amount", amount);
    return shape;
  }
}
