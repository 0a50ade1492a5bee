package dev.mainstem.systems.checkout;

import dev.mainstem.kernel.Invariant;
import dev.mainstem.kernel.Span;
import dev.mainstem.systems.checkout.pricing.Totals;
import dev.mainstem.systems.checkout.stock.Units;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must hold of a shop, whatever has happened. */
final class CheckoutLaws {
  private CheckoutLaws() {}

  static List<Invariant<CheckoutTables>> all() {
    return List.of(
        new Invariant<>("nothing is promised that is not there", CheckoutLaws::oversold),
        new Invariant<>("reserved and sold units are those of sessions and orders", c -> units(c)),
        new Invariant<>("a buyer has what is counted for him", CheckoutLaws::caps),
        new Invariant<>("a session is completed when it has an order", CheckoutLaws::orders),
        new Invariant<>("an order costs what its basket says", CheckoutLaws::prices),
        new Invariant<>("a promotion is used by who is counted", CheckoutLaws::uses));
  }

  private static Optional<String> oversold(CheckoutTables known) {
    return known.stock.walk(
        Span.of(),
        row -> {
          var level = row.value();
          boolean sound = level.available() >= 0 && level.reserved() >= 0 && level.sold() >= 0;
          return sound ? null : level + " is oversold";
        });
  }

  private static Optional<String> units(CheckoutTables known) {
    Map<String, Long> reserved = new HashMap<>();
    Map<String, Long> sold = new HashMap<>();
    known.reservations.walk(
        Span.of(),
        row -> {
          for (var each : row.value().units()) add(reserved, each, 1);
          return null;
        });
    known.orders.walk(
        Span.of(),
        row -> {
          for (var line : row.value().lines()) {
            int out = line.quantity() - line.restocked();
            for (var part : line.units()) add(sold, part, out);
          }
          return null;
        });
    return known.stock.walk(
        Span.of(),
        row -> {
          long held = reserved.getOrDefault(row.key(), 0L);
          long gone = sold.getOrDefault(row.key(), 0L);
          boolean same = held == row.value().reserved() && gone == row.value().sold();
          return same ? null : row.value() + ", but " + held + " reserved, " + gone + " sold";
        });
  }

  private static void add(Map<String, Long> to, Units units, int times) {
    to.merge(units.sku(), (long) units.quantity() * times, Long::sum);
  }

  private static Optional<String> caps(CheckoutTables known) {
    Map<Purchase.Key, Long> counted = new HashMap<>();
    known.reservations.walk(
        Span.of(),
        row -> {
          for (var line : row.value().lines()) {
            var key = new Purchase.Key(row.value().buyer(), line.sku());
            counted.merge(key, (long) line.quantity(), Long::sum);
          }
          return null;
        });
    known.orders.walk(
        Span.of(),
        row -> {
          for (var line : row.value().lines()) {
            var key = new Purchase.Key(row.value().buyer(), line.sku());
            counted.merge(key, (long) line.quantity() - line.restocked(), Long::sum);
          }
          return null;
        });
    counted.values().removeIf(units -> units == 0);
    Map<Purchase.Key, Long> kept = new HashMap<>();
    known.purchases.walk(
        Span.of(),
        row -> {
          kept.put(row.key(), row.value().units());
          return null;
        });
    return kept.equals(counted) ? Optional.empty() : Optional.of("caps are miscounted");
  }

  private static Optional<String> orders(CheckoutTables known) {
    return known.sessions.walk(
        Span.of(),
        row -> {
          var session = row.value();
          boolean completed = session.state() == Session.State.COMPLETED;
          boolean held = known.reservations.has(session.id());
          if (completed != known.orders.has(session.order()))
            return session.id() + " and its order";
          return held && !session.state().paying()
              ? session.id() + " holds stock for nobody"
              : null;
        });
  }

  private static Optional<String> prices(CheckoutTables known) {
    return known.orders.walk(
        Span.of(),
        row -> {
          var order = row.value();
          boolean same = Totals.of(order.basket()).equals(order.totals());
          boolean paid = order.charged() == 0 || order.charged() == order.totals().total();
          boolean kept = order.refunded() <= order.charged();
          return same && paid && kept ? null : order.id() + " does not add up";
        });
  }

  private static Optional<String> uses(CheckoutTables known) {
    Map<String, Long> used = new HashMap<>();
    known.reservations.walk(
        Span.of(),
        row -> {
          row.value().promotions().forEach(deal -> used.merge(deal, 1L, Long::sum));
          return null;
        });
    known.orders.walk(
        Span.of(),
        row -> {
          for (var each : row.value().totals().applied())
            used.merge(each.promotion(), 1L, Long::sum);
          return null;
        });
    return known.deals.walk(
        Span.of(),
        row -> {
          long uses = used.getOrDefault(row.key(), 0L);
          return uses == row.value().used() ? null : row.key() + " was used " + uses + " times";
        });
  }
}
