package dev.mainstem.systems.checkout;

import dev.mainstem.systems.checkout.fraud.Facts;
import dev.mainstem.systems.checkout.fraud.Screening;
import dev.mainstem.systems.checkout.stock.Units;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What an attempt to pay comes to on its way. */
final class Attempts {
  private Attempts() {}

  static OrderEvent.Screened screened(CheckoutTables known, Session session, Instant now) {
    var attempt = session.attempt().orElseThrow();
    var screening = Screening.of(known.policy(), facts(known, session, now));
    var review =
        screening.outcome() == Screening.Outcome.REVIEW
            ? Optional.of(review(session, attempt, screening, now))
            : Optional.<Review>empty();
    return new OrderEvent.Screened(session.id(), attempt.number(), screening, review);
  }

  private static Facts facts(CheckoutTables known, Session session, Instant now) {
    var attempt = session.attempt().orElseThrow();
    var customer = session.customer();
    var activity = known.activity(customer.buyer().orElse(""));
    boolean listed =
        customer.buyer().filter(known.listed::has).isPresent()
            || customer.domain().filter(known.listed::has).isPresent();
    return new Facts(
        attempt.totals().total(),
        session.currency(),
        activity.lately(now),
        activity.orders(),
        listed,
        customer.to().map(Customer.Destination::country),
        attempt.billed());
  }

  private static Review review(Session session, Attempt attempt, Screening screening, Instant now) {
    return new Review(
        session.id(),
        attempt.number(),
        session.order(),
        screening.score(),
        screening.rules(),
        attempt.totals().total(),
        session.currency(),
        now,
        Review.State.WAITING);
  }

  /** Keeps the stock as long as somebody may take to look. */
  static void review(CheckoutTables known, Review review, Instant now) {
    known.reviews.put(review.session(), review);
    known
        .reservations
        .find(review.session())
        .ifPresent(
            held ->
                known.reservations.put(
                    review.session(), held.until(now.plus(Reservation.REVIEWED))));
  }

  static void resume(CheckoutTables known, String session, Instant now) {
    known.turn(session, Session.State.COMPLETING);
    known
        .reservations
        .find(session)
        .ifPresent(held -> known.reservations.put(session, held.until(now.plus(Reservation.HELD))));
  }

  /** Nobody needs to look at it any more. */
  static void lapse(CheckoutTables known, String session) {
    var review = known.reviews.find(session).filter(r -> r.state() == Review.State.WAITING);
    review.ifPresent(each -> known.reviews.put(session, each.as(Review.State.LAPSED)));
  }

  /** The order an attempt becomes. */
  static Order order(CheckoutTables known, Session session, Instant now) {
    var attempt = session.attempt().orElseThrow();
    return new Order(
        session.order(),
        session.id(),
        attempt.number(),
        Order.State.PLACED,
        now,
        session.customer().buyer().orElse(""),
        lines(known, session, attempt),
        session.customer(),
        attempt.basket(),
        attempt.totals(),
        0,
        List.of());
  }

  private static List<Order.Line> lines(CheckoutTables known, Session session, Attempt attempt) {
    var made = new java.util.ArrayList<Order.Line>();
    for (int i = 0; i < attempt.basket().items().size(); i++) {
      var item = attempt.basket().items().get(i);
      var variant = known.variants.get(item.sku());
      var product = known.products.get(variant.product());
      made.add(
          new Order.Line(
              item.key(),
              item.sku(),
              product.title() + ", " + variant.title(),
              item.quantity(),
              item.price(),
              attempt.totals().lines().get(i).total(),
              parts(variant),
              0,
              0));
    }
    return made;
  }

  private static List<Units> parts(Variant variant) {
    return variant.units(1);
  }
}
