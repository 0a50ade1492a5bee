package dev.mainstem.systems.checkout;

import static dev.mainstem.kernel.Decision.happened;
import static dev.mainstem.kernel.Decision.unchanged;
import static dev.mainstem.systems.checkout.CheckoutProblem.NOT_TRYING;

import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.checkout.OrderEvent.AuthenticationNeeded;
import dev.mainstem.systems.checkout.OrderEvent.Paid;
import dev.mainstem.systems.checkout.OrderEvent.Placed;
import dev.mainstem.systems.checkout.OrderEvent.RefundFailed;
import dev.mainstem.systems.checkout.OrderEvent.RefundMade;
import dev.mainstem.systems.checkout.OrderEvent.Reviewed;
import dev.mainstem.systems.checkout.stock.Units;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;

/** What may be asked of attempts to pay and of orders, each question with its rule. */
sealed interface OrderCommand<R> extends CheckoutCommand<R> {
  /** Judges an attempt by the shop's fraud rules; no door asks this. */
  record Screen(String session, int attempt) implements OrderCommand<Void> {
    @Override
    public Decision<Void> decide(CheckoutTables known, Moment at) {
      var cart = known.sessions.require(session);
      boolean due = cart.trying(attempt) && !cart.attempt().orElseThrow().screened();
      if (!due) return unchanged();
      return happened(Attempts.screened(known, cart, at.time()));
    }
  }

  /** Somebody has looked at it. */
  record Judge(String session, boolean approve, Optional<@Size(max = 500) String> note)
      implements OrderCommand<Review> {
    @Override
    public Decision<Review> decide(CheckoutTables known, Moment at) {
      var review = known.reviews.require(session);
      if (review.state() != Review.State.WAITING) return unchanged(() -> review);
      var by = at.caller().name();
      return happened(new Reviewed(session, review.attempt(), approve, by, note.orElse("")))
          .answering(() -> known.reviews.get(session));
    }
  }

  /** No door asks this. */
  record AskAuthentication(String session, int attempt, String url, Optional<String> brand)
      implements OrderCommand<Void> {
    @Override
    public Decision<Void> decide(CheckoutTables known, Moment at) {
      if (!known.sessions.require(session).trying(attempt)) return unchanged();
      return happened(new AuthenticationNeeded(session, attempt, url, brand));
    }
  }

  /**
   * Who is told of orders has answered. It changes nothing, and stands in the log so that he is not
   * told the same once more; no door asks this.
   */
  record NoteTold(@Size(max = 80) String order, int status) implements OrderCommand<Void> {
    @Override
    public Decision<Void> decide(CheckoutTables known, Moment at) {
      return unchanged();
    }
  }

  /**
   * Makes an order of it, and sells what was held, in one decision; no door asks this. Refused if
   * nobody is paying any more: then what was authorised meanwhile is given up.
   */
  record Place(String session, int attempt) implements OrderCommand<Void> {
    @Override
    public Decision<Void> decide(CheckoutTables known, Moment at) {
      var cart = known.sessions.require(session);
      boolean placed =
          known.orders.find(cart.order()).map(o -> o.attempt() == attempt).orElse(false);
      if (placed) return unchanged();
      boolean held = known.reservations.find(session).isPresent();
      boolean due = cart.trying(attempt) && held && cart.attempt().orElseThrow().screened();
      if (!due) throw NOT_TRYING.of(session);
      var order = Attempts.order(known, cart, at.time());
      return happened(new Placed(order), new StockEvent.Sold(session, order.id()));
    }
  }

  /** Ends an attempt, and lets go of what it held; no door asks this. */
  record Abandon(String session, int attempt, String code, String text)
      implements OrderCommand<Void> {
    @Override
    public Decision<Void> decide(CheckoutTables known, Moment at) {
      var cart = known.sessions.require(session);
      if (!cart.trying(attempt)) return unchanged();
      return happened(Carts.abandoning(known, cart, code, text));
    }
  }

  /** Ends an attempt whose time is up, unless it has been given more; no door asks this. */
  record Lapse(String session, int attempt) implements OrderCommand<Void> {
    @Override
    public Decision<Void> decide(CheckoutTables known, Moment at) {
      var held = known.reservations.find(session).filter(r -> r.attempt() == attempt);
      boolean due = held.filter(r -> !at.time().isBefore(r.until())).isPresent();
      if (!due) return unchanged();
      var cart = known.sessions.get(session);
      return happened(Carts.abandoning(known, cart, "expired", "It was not paid in time"));
    }
  }

  /** No door asks this. */
  record MarkPaid(String order, @Min(0) long amount) implements OrderCommand<Void> {
    @Override
    public Decision<Void> decide(CheckoutTables known, Moment at) {
      var now = known.orders.require(order);
      if (now.charged() > 0 || now.state() == Order.State.PAID) return unchanged();
      return happened(new Paid(order, amount));
    }
  }

  /** What was authorised could not be taken: there is no order then; no door asks this. */
  record MarkUnpaid(String order, String why) implements OrderCommand<Void> {
    @Override
    public Decision<Void> decide(CheckoutTables known, Moment at) {
      var now = known.orders.require(order);
      if (now.state() != Order.State.PLACED) return unchanged();
      return happened(Orders.canceling(now, why));
    }
  }

  /** Undoes it: all of it goes back into the stock, and all that was paid to who paid. */
  record CancelOrder(String order, Optional<@Size(max = 200) String> reason)
      implements OrderCommand<Order> {
    @Override
    public Decision<Order> decide(CheckoutTables known, Moment at) {
      var now = known.orders.require(order);
      if (now.state() == Order.State.CANCELED) return unchanged(() -> now);
      Orders.mayCancel(now);
      var events = Orders.canceling(now, reason.orElse("canceled"));
      Orders.refundAll(now, at).ifPresent(events::add);
      return happened(events).answering(() -> known.orders.get(order));
    }
  }

  /** Gives back what came in after it was canceled; no door asks this. */
  record ReturnMoney(String order) implements OrderCommand<Void> {
    @Override
    public Decision<Void> decide(CheckoutTables known, Moment at) {
      var now = known.orders.require(order);
      if (now.pending().isPresent()) return unchanged();
      return happened(Orders.refundAll(now, at).stream().toList());
    }
  }

  /**
   * Gives part of the money back.
   *
   * @param lines how many of which line, by its key
   * @param amount more than what the lines are worth, in minor units
   * @param restock whether what came back can be sold again
   */
  record RefundOrder(
      String order,
      @Size(max = CartCommand.LINES) List<Units> lines,
      Optional<@Min(1) Long> amount,
      Optional<Boolean> restock,
      Optional<@Size(max = 200) String> reason)
      implements OrderCommand<Order> {
    @Override
    public Decision<Order> decide(CheckoutTables known, Moment at) {
      var now = known.orders.require(order);
      var events = Orders.refunding(now, this, at);
      return happened(events).answering(() -> known.orders.get(order));
    }
  }

  /** What came of giving money back; no door asks this. */
  record SettleRefund(String order, String refund, Optional<String> failure)
      implements OrderCommand<Void> {
    @Override
    public Decision<Void> decide(CheckoutTables known, Moment at) {
      var pending = known.orders.require(order).pending();
      if (pending.filter(each -> each.id().equals(refund)).isEmpty()) return unchanged();
      if (failure.isEmpty()) return happened(new RefundMade(order, refund));
      return happened(new RefundFailed(order, refund, failure.get()));
    }
  }
}
