package dev.mainstem.systems.checkout;

import static dev.mainstem.systems.checkout.CheckoutProblem.NOT_PAID;
import static dev.mainstem.systems.checkout.CheckoutProblem.NO_SUCH_LINE;
import static dev.mainstem.systems.checkout.CheckoutProblem.ORDER_ENDED;
import static dev.mainstem.systems.checkout.CheckoutProblem.REFUND_PENDING;
import static dev.mainstem.systems.checkout.CheckoutProblem.TOO_MUCH_BACK;

import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.checkout.OrderCommand.RefundOrder;
import dev.mainstem.systems.checkout.OrderEvent.OrderCanceled;
import dev.mainstem.systems.checkout.OrderEvent.RefundAsked;
import dev.mainstem.systems.checkout.StockEvent.Restocked;
import dev.mainstem.systems.checkout.stock.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What may become of an order. */
final class Orders {
  private Orders() {}

  static void mayCancel(Order order) {
    if (order.pending().isPresent()) throw REFUND_PENDING.of(order.id());
  }

  /** The stock goes back first, counted by what the order still has. */
  static List<CheckoutEvent> canceling(Order order, String why) {
    var events = new ArrayList<CheckoutEvent>();
    var back = order.out();
    if (!back.isEmpty()) events.add(new Restocked(order.id(), back));
    events.add(new OrderCanceled(order.id(), why));
    return events;
  }

  /** Empty if nothing is left to be given back. */
  static Optional<RefundAsked> refundAll(Order order, Moment at) {
    long left = order.charged() - order.refunded();
    if (left == 0) return Optional.empty();
    return Optional.of(asked(order, refund(at, left, List.of(), "canceled"), false));
  }

  private static RefundAsked asked(Order order, Order.Refund refund, boolean restock) {
    return new RefundAsked(order.id(), refund, restock);
  }

  private static Order.Refund refund(Moment at, long amount, List<Units> lines, String why) {
    var id = "rf_" + at.id(1);
    return new Order.Refund(id, at.time(), amount, lines, why, Order.Refund.Outcome.ASKED);
  }

  static List<CheckoutEvent> refunding(Order order, RefundOrder asked, Moment at) {
    if (order.state() == Order.State.CANCELED) throw ORDER_ENDED.of(order.id());
    if (order.state() != Order.State.PAID) throw NOT_PAID.of(order.id());
    if (order.pending().isPresent()) throw REFUND_PENDING.of(order.id());
    var lines = Units.summed(asked.lines());
    long amount = asked.amount().orElse(0L);
    for (var line : lines) amount += worth(order, line);
    long left = order.charged() - order.refunded();
    if (amount > left || amount <= 0) throw TOO_MUCH_BACK.at("/amount", left);
    var events = new ArrayList<CheckoutEvent>();
    boolean restock = asked.restock().orElse(false);
    var back = restock ? restockable(order, lines) : List.<Units>of();
    if (!back.isEmpty()) events.add(new Restocked(order.id(), back));
    var refund = refund(at, amount, lines, asked.reason().orElse("refund"));
    events.add(asked(order, refund, restock));
    return events;
  }

  private static long worth(Order order, Units back) {
    var line = order.line(back.sku()).orElseThrow(() -> NO_SUCH_LINE.at("/lines", back.sku()));
    int left = line.quantity() - line.returned();
    if (back.quantity() > left) throw TOO_MUCH_BACK.at("/lines", left);
    return line.worth(back.quantity());
  }

  private static List<Units> restockable(Order order, List<Units> lines) {
    return lines.stream()
        .map(
            back -> {
              var line = order.line(back.sku()).orElseThrow();
              int most = line.quantity() - line.restocked();
              return new Units(back.sku(), Math.min(most, back.quantity()));
            })
        .filter(back -> back.quantity() > 0)
        .toList();
  }
}
