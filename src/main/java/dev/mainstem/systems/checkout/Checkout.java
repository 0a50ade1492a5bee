package dev.mainstem.systems.checkout;

import static dev.mainstem.systems.checkout.Reservation.HELD;
import static dev.mainstem.systems.checkout.Reservation.REVIEWED;

import dev.mainstem.engine.keys.Shredding;
import dev.mainstem.kernel.Invariant;
import dev.mainstem.kernel.Reactions;
import dev.mainstem.kernel.Routes;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.systems.checkout.CartEvent.CompletionBegun;
import dev.mainstem.systems.checkout.CartEvent.PersonForgotten;
import dev.mainstem.systems.checkout.OrderCommand.MarkUnpaid;
import dev.mainstem.systems.checkout.OrderEvent.Abandoned;
import dev.mainstem.systems.checkout.OrderEvent.BuyerAnswered;
import dev.mainstem.systems.checkout.OrderEvent.OrderCanceled;
import dev.mainstem.systems.checkout.OrderEvent.Paid;
import dev.mainstem.systems.checkout.OrderEvent.Placed;
import dev.mainstem.systems.checkout.OrderEvent.RefundAsked;
import dev.mainstem.systems.checkout.OrderEvent.Reviewed;
import dev.mainstem.systems.checkout.OrderEvent.Screened;
import dev.mainstem.systems.checkout.StockCommand.Reserve;
import dev.mainstem.systems.checkout.StockEvent.Reserved;
import dev.mainstem.systems.payments.IntentEvent.ActionRequired;
import dev.mainstem.systems.payments.IntentEvent.Authorized;
import dev.mainstem.systems.payments.IntentEvent.Declined;
import dev.mainstem.systems.payments.IntentEvent.IntentCanceled;
import dev.mainstem.systems.payments.MoneyEvent.CaptureFailed;
import dev.mainstem.systems.payments.MoneyEvent.Captured;
import dev.mainstem.systems.payments.MoneyEvent.RefundFailed;
import dev.mainstem.systems.payments.MoneyEvent.Refunded;
import dev.mainstem.systems.payments.ReferenceCommand.CancelPayment;
import java.util.List;

/** Checkout: what a shop offers, carts, stock that is held and sold, and orders. */
public final class Checkout extends Subsystem<CheckoutTables> {
  private final Premises premises;
  private final Desk desk;
  private final Macs macs;
  private final OrderWebhook webhook;

  public Checkout(Premises premises) {
    super("checkout", CheckoutCommand.class, CheckoutEvent.class, CheckoutTables::new);
    this.premises = premises;
    this.macs = new Macs(premises.secret());
    this.desk = new Desk(premises.seals(), premises.random(), new Tickets(macs));
    this.webhook = new OrderWebhook(premises.outgoing(), macs, new AcpOrders(premises.address()));
  }

  Premises premises() {
    return premises;
  }

  Desk desk() {
    return desk;
  }

  Macs macs() {
    return macs;
  }

  /** Three paragraphs: the way that is hoped for, the ways out of it, and what undoes. */
  @Override
  public void reactions(Reactions<CheckoutTables> when) {
    when.on("reserve", CompletionBegun.class, (known, e) -> new Reserve(e.about(), e.attempt()))
        .ifRefused((e, no) -> Saga.refused(e.about(), e.attempt(), no));
    when.on("screen", Reserved.class, (known, e) -> Saga.screen(e.held()));
    when.on("authorize", Screened.class, Saga::authorize)
        .ifRefused((e, no) -> Saga.notAccepted(e.session(), e.attempt(), no));
    when.on("authorize what was reviewed", Reviewed.class, Saga::authorize)
        .ifRefused((e, no) -> Saga.notAccepted(e.session(), e.attempt(), no));
    when.watch("place", Authorized.class, Saga::place)
        .ifRefused((e, no) -> new CancelPayment(e.reference().orElseThrow()));
    when.on("capture", Placed.class, Saga::capture)
        .ifRefused((e, no) -> new MarkUnpaid(e.order().id(), no.problem().name()));
    when.watch("paid", Captured.class, Saga::paid);

    when.on("block", Screened.class, Saga::block);
    when.on("reject", Reviewed.class, Saga::reject);
    when.watch("declined", Declined.class, Saga::declined);
    when.watch("prove who pays", ActionRequired.class, Saga::challenged);
    when.on("answer the bank", BuyerAnswered.class, (known, e) -> Saga.answered(e))
        .ifRefused((e, no) -> Saga.notAccepted(e.session(), e.attempt(), no));
    when.watch("canceled elsewhere", IntentCanceled.class, Saga::canceledElsewhere);
    when.watch("not taken", CaptureFailed.class, Saga::notTaken);
    when.after("too slow", HELD, Reserved.class, (known, e) -> Saga.lapse(e.held()));
    when.after("too slow after review", HELD, Reviewed.class, Saga::lapse);
    when.after("nobody looked", REVIEWED, Screened.class, Saga::lapse);

    when.on("void", Abandoned.class, (known, e) -> Undoing.cancel(e.session(), e.attempt()));
    when.on("void an order", OrderCanceled.class, Undoing::cancelUnpaid);
    when.on("money that came late", Paid.class, Undoing::returnLate);
    when.on("give back", RefundAsked.class, Undoing::giveBack).ifRefused(Undoing::notGivenBack);
    when.watch("given back", Refunded.class, Undoing::givenBack);
    when.watch("not given back", RefundFailed.class, Undoing::notGivenBack);

    SaleLines.lines(when);
    Telling.lines(when, webhook);
    var shredding = new Shredding(premises.seals());
    when.effect(
        "shred", PersonForgotten.class, (known, e) -> CartCommand.whom(e.session()), shredding);
  }

  @Override
  public List<Invariant<CheckoutTables>> invariants() {
    return CheckoutLaws.all();
  }

  @Override
  public void http(Routes<CheckoutTables> http) {
    new CheckoutRoutes(desk, webhook, macs).all(http);
  }
}
