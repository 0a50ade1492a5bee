package dev.mainstem.systems.checkout;

import dev.mainstem.kernel.Reactions;
import dev.mainstem.systems.checkout.OrderEvent.OrderCanceled;
import dev.mainstem.systems.checkout.OrderEvent.Paid;
import dev.mainstem.systems.checkout.OrderEvent.Placed;
import dev.mainstem.systems.checkout.OrderEvent.RefundMade;
import dev.mainstem.systems.checkout.OrderWebhook.News;

/** What an agent's platform is told of an order. */
final class Telling {
  private static final String CREATED = "order_create";
  private static final String UPDATED = "order_update";

  private Telling() {}

  static void lines(Reactions<CheckoutTables> when, OrderWebhook webhook) {
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
}
