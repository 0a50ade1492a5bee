package dev.mainstem.systems.checkout;

import dev.mainstem.systems.checkout.pricing.Basket;
import dev.mainstem.systems.checkout.pricing.Rounding;
import dev.mainstem.systems.checkout.pricing.Totals;
import dev.mainstem.systems.checkout.stock.Units;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was agreed, and what became of it.
 *
 * @param basket what the totals were computed from
 * @param charged what was taken, in minor units
 * @param refunds asked for, the oldest first
 */
record Order(
    String id,
    String session,
    int attempt,
    State state,
    Instant placedAt,
    String buyer,
    List<Line> lines,
    Customer customer,
    Basket basket,
    Totals totals,
    long charged,
    List<Refund> refunds) {

  /** How far it is. */
  enum State {
    PLACED,
    PAID,
    CANCELED
  }

  /**
   * One line.
   *
   * @param total what was paid for it
   * @param units which left the stock for one of it
   * @param returned how many were given money back for
   * @param restocked how many went back into the stock
   */
  record Line(
      String key,
      String sku,
      String title,
      int quantity,
      long price,
      long total,
      List<Units> units,
      int returned,
      int restocked) {

    /** What giving back so many more is worth; all of it is exactly the total. */
    long worth(int more) {
      return due(returned + more) - due(returned);
    }

    private long due(int many) {
      return Rounding.HALF_UP.share(total, many, quantity);
    }

    /** How many are still out and may come back. */
    int out() {
      return quantity - Math.max(returned, restocked);
    }

    Line returning(int more, int back) {
      return new Line(
          key, sku, title, quantity, price, total, units, returned + more, restocked + back);
    }
  }

  /**
   * Money on its way back.
   *
   * @param lines which it is for, by key; empty for a whole order
   */
  record Refund(
      String id, Instant at, long amount, List<Units> lines, String reason, Outcome outcome) {
    /** How it stands. */
    enum Outcome {
      ASKED,
      MADE,
      FAILED
    }

    Refund as(Outcome outcome) {
      return new Refund(id, at, amount, lines, reason, outcome);
    }
  }

  String currency() {
    return basket.currency();
  }

  String reference() {
    return Session.reference(session, attempt);
  }

  Optional<Line> line(String key) {
    return lines.stream().filter(each -> each.key().equals(key)).findFirst();
  }

  /** What was given back, or is on its way. */
  long refunded() {
    return refunds.stream()
        .filter(each -> each.outcome() != Refund.Outcome.FAILED)
        .mapToLong(Refund::amount)
        .sum();
  }

  Optional<Refund> pending() {
    return refunds.stream().filter(each -> each.outcome() == Refund.Outcome.ASKED).findFirst();
  }

  Order as(State state, long charged) {
    return new Order(
        id, session, attempt, state, placedAt, buyer, lines, customer, basket, totals, charged,
        refunds);
  }

  Order with(List<Line> lines, List<Refund> refunds) {
    return new Order(
        id,
        session,
        attempt,
        state,
        placedAt,
        buyer,
        lines,
        customer,
        basket,
        totals,
        charged,
        List.copyOf(refunds));
  }

  Order asking(Refund refund) {
    var all = new ArrayList<>(refunds);
    all.add(refund);
    return with(lines, all);
  }

  Order settling(String refund, Refund.Outcome outcome) {
    return with(
        lines, refunds.stream().map(r -> r.id().equals(refund) ? r.as(outcome) : r).toList());
  }

  /** Lines of which some are given back, and some of those go into the stock again. */
  Order returning(List<Units> returned, boolean restock) {
    var all = new ArrayList<Line>();
    for (var line : lines) {
      int more = quantity(returned, line.key());
      int back = Math.min(more, line.quantity() - line.restocked());
      all.add(line.returning(more, restock ? back : 0));
    }
    return with(all, refunds);
  }

  /** A refund that came to nothing: its lines can be given back again. */
  Order failing(String refund) {
    var failed = refunds.stream().filter(each -> each.id().equals(refund)).findFirst();
    var of = failed.map(Refund::lines).orElse(List.of());
    var all = lines.stream().map(line -> line.returning(-quantity(of, line.key()), 0)).toList();
    return with(all, refunds).settling(refund, Refund.Outcome.FAILED);
  }

  private static int quantity(List<Units> of, String key) {
    return of.stream().filter(u -> u.sku().equals(key)).mapToInt(Units::quantity).sum();
  }

  /** All that is still out. */
  List<Units> out() {
    return lines.stream()
        .filter(line -> line.out() > 0)
        .map(line -> new Units(line.key(), line.out()))
        .toList();
  }

  Order restocked() {
    return with(lines.stream().map(line -> line.returning(0, line.out())).toList(), refunds);
  }
}
