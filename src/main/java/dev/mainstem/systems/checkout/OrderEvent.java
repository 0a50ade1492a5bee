package dev.mainstem.systems.checkout;

import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Subject;
import dev.mainstem.systems.checkout.fraud.Screening;
import java.util.List;
import java.util.Optional;

/** What can have happened to attempts to pay, and to orders. */
sealed interface OrderEvent extends CheckoutEvent {
  /**
   * @param review what somebody must look at, if somebody must
   */
  record Screened(String session, int attempt, Screening screening, Optional<Review> review)
      implements OrderEvent {
    @Override
    public String about() {
      return session;
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      var now = known.sessions.get(session);
      var screened = now.attempt().map(Attempt::asScreened);
      var state = review.isPresent() ? Session.State.REVIEW : now.state();
      known.sessions.put(session, now.as(state, screened, now.trouble()));
      review.ifPresent(each -> Attempts.review(known, each, at.time()));
    }
  }

  /**
   * @param by who looked at it
   */
  record Reviewed(String session, int attempt, boolean approved, String by, String note)
      implements OrderEvent {
    @Override
    public String about() {
      return session;
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      var state = approved ? Review.State.APPROVED : Review.State.REJECTED;
      known.reviews.put(session, known.reviews.get(session).as(state));
      if (approved) Attempts.resume(known, session, at.time());
    }
  }

  /**
   * The card's bank wants its owner to prove who he is.
   *
   * @param brand of the card
   */
  record AuthenticationNeeded(String session, int attempt, String url, Optional<String> brand)
      implements OrderEvent {
    @Override
    public String about() {
      return session;
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      var now = known.sessions.get(session);
      var challenged = now.attempt().map(each -> each.challenged(url, brand));
      known.sessions.put(session, now.as(Session.State.AUTHENTICATION, challenged, now.trouble()));
    }
  }

  /** Whoever buys has proved who he is, or could not; payments are told. */
  record BuyerAnswered(String session, int attempt, boolean passed) implements OrderEvent {
    @Override
    public String about() {
      return session;
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      known.turn(session, Session.State.COMPLETING);
    }
  }

  /** The point of no return. */
  record Placed(Order order) implements OrderEvent {
    @Override
    public String about() {
      return order.id();
    }

    @Override
    public List<Subject> subjects() {
      return CheckoutEvent.about(order.id(), order.session());
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      known.orders.put(order.id(), order);
      known.turn(order.session(), Session.State.COMPLETED);
      known.activities.put(order.buyer(), known.activity(order.buyer()).ordering());
    }
  }

  /** An attempt ended without an order; another may follow. */
  record Abandoned(String session, int attempt, Session.Trouble trouble) implements OrderEvent {
    @Override
    public String about() {
      return session;
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      var now = known.sessions.get(session);
      var why = Optional.of(trouble);
      known.sessions.put(session, now.as(Session.State.OPEN, now.attempt(), why));
      Attempts.lapse(known, session);
    }
  }

  record Paid(String order, long amount) implements OrderEvent {
    @Override
    public String about() {
      return order;
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      var now = known.orders.get(order);
      boolean canceled = now.state() == Order.State.CANCELED;
      known.orders.put(order, now.as(canceled ? now.state() : Order.State.PAID, amount));
    }
  }

  record OrderCanceled(String order, String why) implements OrderEvent {
    @Override
    public String about() {
      return order;
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      var now = known.orders.get(order);
      known.orders.put(order, now.restocked().as(Order.State.CANCELED, now.charged()));
    }
  }

  /**
   * @param restock whether what came back can be sold again
   */
  record RefundAsked(String order, Order.Refund refund, boolean restock) implements OrderEvent {
    @Override
    public String about() {
      return order;
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      var now = known.orders.get(order);
      known.orders.put(order, now.returning(refund.lines(), restock).asking(refund));
    }
  }

  record RefundMade(String order, String refund) implements OrderEvent {
    @Override
    public String about() {
      return order;
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      var now = known.orders.get(order);
      known.orders.put(order, now.settling(refund, Order.Refund.Outcome.MADE));
    }
  }

  /** The money stays; what came back into the stock stays there. */
  record RefundFailed(String order, String refund, String why) implements OrderEvent {
    @Override
    public String about() {
      return order;
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      known.orders.put(order, known.orders.get(order).failing(refund));
    }
  }
}
