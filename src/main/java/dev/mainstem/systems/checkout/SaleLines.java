package dev.mainstem.systems.checkout;

import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Reactions;
import dev.mainstem.systems.checkout.SaleCommand.Admit;
import dev.mainstem.systems.checkout.SaleEvent.Admitted;
import dev.mainstem.systems.checkout.SaleEvent.QueueJoined;
import dev.mainstem.systems.checkout.SaleEvent.SaleOpened;

/** How the line of a sale moves. */
final class SaleLines {
  private SaleLines() {}

  static void lines(Reactions<CheckoutTables> when) {
    when.at(
        "open doors",
        SaleOpened.class,
        (known, e) -> e.opened().opensAt(),
        (known, e) -> new Admit(e.sale()));
    when.on("first in line", QueueJoined.class, SaleLines::first);
    when.after("next in line", SaleCommand.TURN, Admitted.class, (k, e) -> new Admit(e.sale()));
  }

  /** Before the doors open a timer waits for them, and in a line that moves one runs already. */
  private static Command<?, ?> first(CheckoutTables known, QueueJoined e) {
    var sale = known.sales.get(e.sale());
    return sale.opened() && sale.idle() ? new Admit(e.sale()) : null;
  }
}
