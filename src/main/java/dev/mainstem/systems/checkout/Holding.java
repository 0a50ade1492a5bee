package dev.mainstem.systems.checkout;

import static dev.mainstem.systems.checkout.CheckoutProblem.CODE_USED_UP;
import static dev.mainstem.systems.checkout.CheckoutProblem.LIMIT_PER_BUYER;
import static dev.mainstem.systems.checkout.CheckoutProblem.NOT_ON_SALE;
import static dev.mainstem.systems.checkout.CheckoutProblem.NOT_YOUR_TURN;
import static dev.mainstem.systems.checkout.CheckoutProblem.OUT_OF_STOCK;

import dev.mainstem.systems.checkout.stock.Units;
import java.time.Instant;

/** Whether all that a session wants may be held for it now. */
final class Holding {
  private final CheckoutTables known;
  private final Session session;
  private final Instant now;

  Holding(CheckoutTables known, Session session, Instant now) {
    this.known = known;
    this.session = session;
    this.now = now;
  }

  Reservation reservation() {
    var buyer = session.customer().buyer().orElse("");
    var attempt = session.attempt().orElseThrow();
    for (var line : session.lines()) mayHave(buyer, line);
    for (var promotion : attempt.promotions()) {
      if (known.deals.get(promotion).usedUp()) throw CODE_USED_UP.of(promotion);
    }
    var units = known.stocks.units(session.lines());
    var missing = known.stocks.missing(units);
    if (missing.isPresent()) {
      throw OUT_OF_STOCK.of(missing.get().sku() + ", " + missing.get().available() + " left");
    }
    return new Reservation(
        session.id(),
        attempt.number(),
        buyer,
        session.lines(),
        units,
        attempt.promotions(),
        now.plus(Reservation.HELD));
  }

  private void mayHave(String buyer, Units line) {
    var sale = known.saleOf(line.sku()).filter(each -> !each.over(now));
    if (sale.isPresent() && !sale.get().open(now)) throw NOT_ON_SALE.of(line.sku());
    if (sale.isPresent() && !known.admitted(session, sale.get())) {
      throw NOT_YOUR_TURN.of(sale.get().id());
    }
    var most = known.stocks.cap(known.variants.get(line.sku()), now);
    long wanted = known.stocks.had(buyer, line.sku()) + line.quantity();
    if (most.isPresent() && wanted > most.get()) {
      throw LIMIT_PER_BUYER.of(line.sku() + ", " + most.get() + " for each buyer");
    }
  }
}
