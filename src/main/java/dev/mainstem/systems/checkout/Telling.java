package dev.mainstem.systems.checkout;

import dev.mainstem.kernel.Reactions;
import dev.mainstem.systems.checkout.OrderEvent.OrderCanceled;
import dev.mainstem.systems.checkout.OrderEvent.Paid;
import dev.mainstem.systems.checkout.OrderEvent.Placed;
import dev.mainstem.systems.checkout.OrderEvent.RefundMade;
import dev.mainstem.systems.checkout.OrderWebhook.News;
import dev.mainstem.systems.checkout.pricing.Currencies;
import dev.mainstem.systems.notifications.TellingCommand.Tell;
import dev.mainstem.systems.notifications.WebhookCommand.Announce;
import java.util.Optional;

/** What others are told of an order: the shop's own systems, and an agent's platform. */
final class Telling {
  private static final String CREATED = "order_create";
  private static final String UPDATED = "order_update";

  private Telling() {}

  static void lines(Reactions<CheckoutTables> when, OrderWebhook webhook) {
    when.on("announce", Paid.class, (known, e) -> announce(known, "order.paid", e.order()));
    when.on(
        "announce its end",
        OrderCanceled.class,
        (known, e) -> announce(known, "order.canceled", e.order()));
    when.on(
        "announce a refund",
        RefundMade.class,
        (known, e) -> announce(known, "order.refunded", e.order()));
    when.effect(
        "tell of the order",
        Placed.class,
        (known, e) -> News.of(known, CREATED, e.order().id()),
        webhook);
    when.effect(
        "tell that it is paid",
        Paid.class,
        (known, e) -> News.of(known, UPDATED, e.order()),
        webhook);
    when.effect(
        "tell that it is canceled",
        OrderCanceled.class,
        (known, e) -> News.of(known, UPDATED, e.order()),
        webhook);
    when.effect(
        "tell that money went back",
        RefundMade.class,
        (known, e) -> News.of(known, UPDATED, e.order()),
        webhook);
  }

  /** Whoever bought is told, if notifications know him; if they do not, nobody is. */
  static void people(Reactions<CheckoutTables> when) {
    when.on("tell who bought", Paid.class, (known, e) -> told(known, e.order(), "is paid"));
    when.on(
        "tell of its end",
        OrderCanceled.class,
        (known, e) -> told(known, e.order(), "is canceled"));
    when.on(
        "tell of a refund",
        RefundMade.class,
        (known, e) -> told(known, e.order(), "was given back in part or whole"));
  }

  private static Tell told(CheckoutTables known, String id, String what) {
    var order = known.orders.get(id);
    return order.customer().person().map(person -> told(known, order, person, what)).orElse(null);
  }

  private static Tell told(CheckoutTables known, Order order, String person, String what) {
    var total = Currencies.shown(order.totals().total(), order.currency());
    var back = order.refunded() == 0 ? "" : ", back " + shown(order.refunded(), order);
    var subject = "Your order at " + known.shop().name();
    return new Tell(
        person, subject, "Order %s over %s %s%s.".formatted(order.id(), total, what, back));
  }

  private static String shown(long amount, Order order) {
    return Currencies.shown(amount, order.currency());
  }

  /** Nothing that is personal: who wants to know more asks for the order. */
  private static Announce announce(CheckoutTables known, String type, String id) {
    var order = known.orders.get(id);
    var payload =
        "{\"order\":\"%s\",\"session\":\"%s\",\"total\":%d,\"refunded\":%d,\"currency\":\"%s\"}"
            .formatted(
                order.id(),
                order.session(),
                order.totals().total(),
                order.refunded(),
                order.currency());
    return new Announce(type, Optional.of(id), payload);
  }
}
