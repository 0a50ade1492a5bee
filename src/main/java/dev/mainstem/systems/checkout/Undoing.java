package dev.mainstem.systems.checkout;

import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Refusal;
import dev.mainstem.systems.checkout.OrderCommand.ReturnMoney;
import dev.mainstem.systems.checkout.OrderCommand.SettleRefund;
import dev.mainstem.systems.checkout.OrderEvent.OrderCanceled;
import dev.mainstem.systems.checkout.OrderEvent.Paid;
import dev.mainstem.systems.checkout.OrderEvent.RefundAsked;
import dev.mainstem.systems.payments.MoneyEvent.RefundFailed;
import dev.mainstem.systems.payments.MoneyEvent.Refunded;
import dev.mainstem.systems.payments.ReferenceCommand.CancelPayment;
import dev.mainstem.systems.payments.ReferenceCommand.RefundPayment;
import java.util.Optional;

/** What undoes a purchase, or a part of one. */
final class Undoing {
  private Undoing() {}

  /** Refused where payments was never asked: then there is nothing to undo. */
  static CancelPayment cancel(String session, int attempt) {
    return new CancelPayment(Session.reference(session, attempt));
  }

  static Command<?, ?> cancelUnpaid(CheckoutTables known, OrderCanceled e) {
    var order = known.orders.get(e.order());
    boolean paid = order.charged() > 0 || order.totals().total() == 0;
    return paid ? null : new CancelPayment(order.reference());
  }

  static Command<?, ?> returnLate(CheckoutTables known, Paid e) {
    boolean canceled = known.orders.get(e.order()).state() == Order.State.CANCELED;
    return canceled ? new ReturnMoney(e.order()) : null;
  }

  static RefundPayment giveBack(CheckoutTables known, RefundAsked e) {
    var order = known.orders.get(e.order());
    return new RefundPayment(order.reference(), e.refund().amount(), e.refund().id());
  }

  static SettleRefund notGivenBack(RefundAsked e, Refusal no) {
    return new SettleRefund(e.order(), e.refund().id(), Optional.of(no.problem().name()));
  }

  static Command<?, ?> givenBack(CheckoutTables known, Refunded e) {
    return References.pending(known, e.reference())
        .filter(each -> e.key().filter(key -> !key.equals(each.id())).isEmpty())
        .map(each -> new SettleRefund(each.order(), each.id(), Optional.empty()))
        .orElse(null);
  }

  static Command<?, ?> notGivenBack(CheckoutTables known, RefundFailed e) {
    return References.pending(known, e.reference())
        .map(each -> new SettleRefund(each.order(), each.id(), Optional.of("failed")))
        .orElse(null);
  }
}
