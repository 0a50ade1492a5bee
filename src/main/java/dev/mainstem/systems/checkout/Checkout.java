package dev.mainstem.systems.checkout;

import dev.mainstem.engine.keys.Shredding;
import dev.mainstem.kernel.Invariant;
import dev.mainstem.kernel.Reactions;
import dev.mainstem.kernel.Routes;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.systems.checkout.CartEvent.CompletionBegun;
import dev.mainstem.systems.checkout.CartEvent.PersonForgotten;
import dev.mainstem.systems.checkout.OrderCommand.Lapse;
import dev.mainstem.systems.checkout.OrderCommand.Screen;
import dev.mainstem.systems.checkout.OrderEvent.Placed;
import dev.mainstem.systems.checkout.OrderEvent.Reviewed;
import dev.mainstem.systems.checkout.OrderEvent.Screened;
import dev.mainstem.systems.checkout.SaleCommand.Admit;
import dev.mainstem.systems.checkout.SaleEvent.Admitted;
import dev.mainstem.systems.checkout.SaleEvent.QueueJoined;
import dev.mainstem.systems.checkout.SaleEvent.SaleOpened;
import dev.mainstem.systems.checkout.StockCommand.Reserve;
import dev.mainstem.systems.checkout.StockEvent.Reserved;
import java.util.List;

/** Checkout: what a shop offers, carts, stock that is held and sold, and orders. */
public final class Checkout extends Subsystem<CheckoutTables> {
  private final Premises premises;
  private final Desk desk;
  private final OrderWebhook webhook;

  public Checkout(Premises premises) {
    super("checkout", CheckoutCommand.class, CheckoutEvent.class, CheckoutTables::new);
    this.premises = premises;
    var macs = new Macs(premises.secret());
    this.desk = new Desk(premises.seals(), premises.random(), new Tickets(macs));
    this.webhook = new OrderWebhook(premises.outgoing(), macs, new AcpOrders(premises.address()));
  }

  Premises premises() {
    return premises;
  }

  Desk desk() {
    return desk;
  }

  @Override
  public void reactions(Reactions<CheckoutTables> when) {
    when.on("reserve", CompletionBegun.class, (known, e) -> new Reserve(e.about(), e.attempt()))
        .ifRefused((e, no) -> Saga.refused(e.about(), e.attempt(), no));
    when.on(
        "screen", Reserved.class, (known, e) -> new Screen(e.held().session(), e.held().attempt()));

    when.on("place what is free", Screened.class, Saga::placeFree);
    when.on("pay what is free", Placed.class, Saga::payFree);

    when.on("block", Screened.class, Saga::block);
    when.on("reject", Reviewed.class, Saga::reject);
    when.after("too slow", Reservation.HELD, Reserved.class, (known, e) -> lapse(e.held()));

    when.effect(
        "shred",
        PersonForgotten.class,
        (known, e) -> CartCommand.whom(e.session()),
        new Shredding(premises.seals()));

    when.at(
        "open doors",
        SaleOpened.class,
        (known, e) -> e.opened().opensAt(),
        (known, e) -> new Admit(e.sale()));
    when.on("first in line", QueueJoined.class, Saga::firstInLine);
    when.after("next in line", SaleCommand.TURN, Admitted.class, (k, e) -> new Admit(e.sale()));
  }

  private static Lapse lapse(Reservation held) {
    return new Lapse(held.session(), held.attempt());
  }

  @Override
  public List<Invariant<CheckoutTables>> invariants() {
    return CheckoutLaws.all();
  }

  @Override
  public void http(Routes<CheckoutTables> http) {
    new CheckoutRoutes(desk, webhook).all(http);
  }
}
