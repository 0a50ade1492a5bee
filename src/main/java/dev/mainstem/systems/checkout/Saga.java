package dev.mainstem.systems.checkout;

import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Refusal;
import dev.mainstem.systems.checkout.OrderCommand.Abandon;
import dev.mainstem.systems.checkout.OrderEvent.Reviewed;
import dev.mainstem.systems.checkout.OrderEvent.Screened;
import dev.mainstem.systems.checkout.fraud.Screening;

/** What follows from what, where it takes more than a line. */
final class Saga {
  private Saga() {}

  /** A no of ours ends the attempt under the protocol's word for it. */
  static Abandon refused(String session, int attempt, Refusal no) {
    var code =
        switch (no.problem().name()) {
          case "out-of-stock" -> "out_of_stock";
          case "limit-per-buyer" -> "quantity_exceeded";
          case "code-used-up" -> "coupon_invalid";
          case "not-your-turn" -> "rate_limited";
          default -> "conflict";
        };
    return new Abandon(session, attempt, code, no.problem().title());
  }

  /** What costs nothing needs nobody's money. */
  static Command<?, ?> placeFree(CheckoutTables known, Screened e) {
    boolean allowed = e.screening().outcome() == Screening.Outcome.ALLOW;
    return allowed && free(known, e.session()) ? place(e.session(), e.attempt()) : null;
  }

  private static boolean free(CheckoutTables known, String session) {
    return known.sessions.get(session).attempt().orElseThrow().totals().total() == 0;
  }

  private static OrderCommand.Place place(String session, int attempt) {
    return new OrderCommand.Place(session, attempt);
  }

  static Command<?, ?> payFree(CheckoutTables known, OrderEvent.Placed e) {
    boolean free = e.order().totals().total() == 0;
    return free ? new OrderCommand.MarkPaid(e.order().id(), 0) : null;
  }

  static Command<?, ?> block(CheckoutTables known, Screened e) {
    if (e.screening().outcome() != Screening.Outcome.BLOCK) return null;
    return new Abandon(e.session(), e.attempt(), "payment_declined", "It was not accepted");
  }

  static Command<?, ?> reject(CheckoutTables known, Reviewed e) {
    if (e.approved()) return null;
    return new Abandon(e.session(), e.attempt(), "payment_declined", "It was not accepted");
  }

  /** Before the doors open a timer waits for them, and in a line that moves one runs already. */
  static Command<?, ?> firstInLine(CheckoutTables known, SaleEvent.QueueJoined e) {
    var sale = known.sales.get(e.sale());
    return sale.opened() && sale.idle() ? new SaleCommand.Admit(e.sale()) : null;
  }
}
