package dev.mainstem.systems.checkout;

import dev.mainstem.systems.checkout.pricing.Promotion;
import dev.mainstem.systems.checkout.pricing.Totals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Discounts as the Agentic Commerce Protocol's extension spells them. */
final class AcpDiscounts {
  private AcpDiscounts() {}

  static Map<String, Object> of(Quote quote, Totals totals) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("codes", quote.session().codes());
    var applied = new ArrayList<Map<String, Object>>();
    for (var each : totals.applied()) {
      quote.basket().promotions().stream()
          .filter(promotion -> promotion.id().equals(each.promotion()))
          .findFirst()
          .ifPresent(promotion -> applied.add(applied(each, promotion)));
    }
    shape.put("applied", applied);
    shape.put("rejected", quote.rejected().stream().map(AcpDiscounts::rejected).toList());
    return shape;
  }

  private static Map<String, Object> applied(Totals.Applied applied, Promotion promotion) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("id", applied.promotion());
    applied.code().ifPresent(code -> shape.put("code", code));
    shape.put("coupon", coupon(promotion));
    shape.put("amount", applied.amount());
    shape.put("automatic", applied.code().isEmpty());
    shape.put("method", promotion.kind() == Promotion.Kind.AMOUNT ? "across" : "each");
    shape.put("priority", promotion.priority());
    var parts = new ArrayList<Map<String, Object>>();
    for (int i = 0; i < applied.allocations().size(); i++) {
      long amount = applied.allocations().get(i);
      if (amount > 0) parts.add(Map.of("path", "$.line_items[" + i + "]", "amount", amount));
    }
    if (!parts.isEmpty()) shape.put("allocations", List.copyOf(parts));
    return shape;
  }

  private static Map<String, Object> coupon(Promotion promotion) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("id", promotion.id());
    shape.put("name", promotion.code().orElse(promotion.id()));
    if (promotion.kind() == Promotion.Kind.PERCENT) {
      shape.put("percent_off", BigDecimal.valueOf(promotion.ppm(), 4).doubleValue());
    }
    if (promotion.kind() == Promotion.Kind.AMOUNT) {
      shape.put("amount_off", promotion.amount());
      promotion.currency().ifPresent(currency -> shape.put("currency", currency));
    }
    return shape;
  }

  private static Map<String, Object> rejected(Quote.Rejected rejected) {
    return Map.of("code", rejected.code(), "reason", rejected.reason(), "message", rejected.text());
  }
}
