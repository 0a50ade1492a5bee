package dev.mainstem.systems.checkout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Orders as the Agentic Commerce Protocol 2026-04-17 spells them. Safe for all threads. */
final class AcpOrders {
  private final Supplier<String> address;

  AcpOrders(Supplier<String> address) {
    this.address = address;
  }

  Map<String, Object> shape(Order order) {
    var shape = named(order.id(), order.session(), status(order));
    shape.put("line_items", order.lines().stream().map(line -> line(order, line)).toList());
    shape.put("adjustments", order.refunds().stream().map(r -> adjustment(order, r)).toList());
    shape.put("totals", totals(order));
    return shape;
  }

  /** What every order says, also one that is not placed yet. */
  Map<String, Object> named(String id, String session, String status) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("type", "order");
    shape.put("id", id);
    shape.put("checkout_session_id", session);
    shape.put("order_number", id.substring(Math.max(0, id.length() - 8)).toUpperCase());
    shape.put("permalink_url", address.get() + "/#/shop/" + id);
    shape.put("status", status);
    return shape;
  }

  private static String status(Order order) {
    if (order.state() == Order.State.CANCELED) return "canceled";
    return order.state() == Order.State.PAID ? "confirmed" : "created";
  }

  private static Map<String, Object> line(Order order, Order.Line line) {
    var shape = new LinkedHashMap<String, Object>();
    boolean canceled = order.state() == Order.State.CANCELED;
    shape.put("id", line.key());
    shape.put("title", line.title());
    shape.put("product_id", line.sku());
    shape.put(
        "quantity",
        Map.of(
            "ordered",
            line.quantity(),
            "current",
            canceled ? 0 : line.quantity() - line.returned(),
            "fulfilled",
            0));
    shape.put("unit_price", line.price());
    shape.put("subtotal", line.price() * line.quantity());
    shape.put("status", canceled ? "canceled" : "processing");
    return shape;
  }

  private static Map<String, Object> adjustment(Order order, Order.Refund refund) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("id", refund.id());
    shape.put("type", "refund");
    shape.put("occurred_at", refund.at().toString());
    shape.put("status", status(refund.outcome()));
    var lines = new ArrayList<Map<String, Object>>();
    for (var line : refund.lines()) {
      lines.add(Map.of("id", line.sku(), "quantity", line.quantity()));
    }
    if (!lines.isEmpty()) shape.put("line_items", lines);
    shape.put("amount", refund.amount());
    shape.put("currency", order.currency());
    shape.put("reason", refund.reason());
    return shape;
  }

  private static String status(Order.Refund.Outcome outcome) {
    return switch (outcome) {
      case ASKED -> "pending";
      case MADE -> "completed";
      case FAILED -> "failed";
    };
  }

  private static List<Map<String, Object>> totals(Order order) {
    var all = new ArrayList<>(AcpTotals.of(order.totals()));
    long back =
        order.refunds().stream()
            .filter(r -> r.outcome() == Order.Refund.Outcome.MADE)
            .mapToLong(Order.Refund::amount)
            .sum();
    if (back > 0) all.add(AcpTotals.total("amount_refunded", "Refunded", back));
    return all;
  }
}
