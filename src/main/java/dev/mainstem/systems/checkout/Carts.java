package dev.mainstem.systems.checkout;

import static dev.mainstem.kernel.Decision.happened;
import static dev.mainstem.systems.checkout.CheckoutProblem.LIMIT_PER_BUYER;
import static dev.mainstem.systems.checkout.CheckoutProblem.NOT_READY;
import static dev.mainstem.systems.checkout.CheckoutProblem.NOT_YOUR_TURN;
import static dev.mainstem.systems.checkout.CheckoutProblem.NO_LINES;
import static dev.mainstem.systems.checkout.CheckoutProblem.OUT_OF_STOCK;
import static dev.mainstem.systems.checkout.CheckoutProblem.TOO_MANY_UNITS;

import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Problem;
import dev.mainstem.systems.checkout.CartCommand.Complete;
import dev.mainstem.systems.checkout.CartCommand.OpenSession;
import dev.mainstem.systems.checkout.CartCommand.UpdateSession;
import dev.mainstem.systems.checkout.stock.Units;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How sessions change. */
final class Carts {
  private static final Map<String, Problem> OBSTACLES =
      Map.of(
          "out_of_stock", OUT_OF_STOCK,
          "quantity_exceeded", LIMIT_PER_BUYER,
          "rate_limited", NOT_YOUR_TURN);

  private Carts() {}

  static Session fresh(OpenSession asked, String currency, Instant now) {
    return new Session(
        asked.id(),
        Session.State.OPEN,
        currency,
        lines(asked.items()),
        asked.codes(),
        Optional.empty(),
        asked.customer(),
        new Session.Times(now, now, now.plus(Session.PATIENCE)),
        0,
        Optional.empty(),
        asked.spot(),
        Optional.empty(),
        asked.interventions());
  }

  private static List<Units> lines(List<Units> items) {
    if (items.isEmpty()) throw NO_LINES.at("/line_items", "");
    long most = 0;
    for (var item : items) most += item.quantity();
    if (most > Units.MOST) throw TOO_MANY_UNITS.at("/line_items", most);
    return Units.summed(items);
  }

  static Session changed(Session session, UpdateSession asked) {
    var lines = asked.items().map(Carts::lines).orElse(session.lines());
    var codes = asked.codes().orElse(session.codes());
    return session
        .with(lines, codes, asked.option().or(session::option))
        .of(asked.customer().or(session.customer()))
        .at(asked.spot().or(session::spot));
  }

  private static Session completed(Session session, Complete asked) {
    return session.of(asked.customer().or(session.customer())).at(asked.spot().or(session::spot));
  }

  /** That somebody pays; or, if the total is not what was shown last, that it is shown. */
  static Decision<Quote> begun(CheckoutTables known, Complete asked, Instant now) {
    var before = known.open(asked.id(), now);
    var session = completed(before, asked);
    var quote = Quoting.of(known, session, now);
    mayPay(quote);
    var shown = session.shown(quote.totals().total(), now);
    boolean same = before.shown() == shown.shown();
    var next = same ? paying(shown, quote, asked) : shown;
    return happened(same ? new CartEvent.CompletionBegun(next) : new CartEvent.SessionChanged(next))
        .answering(() -> quote.of(next));
  }

  private static void mayPay(Quote quote) {
    var no = quote.obstacle();
    if (no.isEmpty()) return;
    var problem = OBSTACLES.getOrDefault(no.get().code(), NOT_READY);
    throw problem.at(no.get().param(), no.get().text());
  }

  private static Session paying(Session session, Quote quote, Complete asked) {
    int number = session.attempt().map(Attempt::number).orElse(0) + 1;
    var attempt =
        new Attempt(
            number,
            asked.method(),
            quote.basket(),
            quote.totals(),
            asked.billed(),
            false,
            Optional.empty(),
            asked.returnUrl(),
            Optional.empty());
    return session.as(Session.State.COMPLETING, Optional.of(attempt), Optional.empty());
  }

  /** What happens when an attempt ends without an order; nothing if nobody is paying. */
  static List<CheckoutEvent> abandoning(
      CheckoutTables known, Session session, String code, String text) {
    var all = new ArrayList<CheckoutEvent>();
    if (!session.state().paying()) return all;
    int attempt = session.attempt().orElseThrow().number();
    var trouble = new Session.Trouble(code, text);
    all.add(new OrderEvent.Abandoned(session.id(), attempt, trouble));
    boolean held = known.reservations.has(session.id());
    if (held) all.add(new StockEvent.Released(session.id(), code));
    return all;
  }
}
