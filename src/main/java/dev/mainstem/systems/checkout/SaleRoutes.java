package dev.mainstem.systems.checkout;

import dev.mainstem.kernel.Ask;
import dev.mainstem.kernel.Routes;
import dev.mainstem.kernel.Span;
import java.util.Optional;

/** Flash sales at the native door, and the line before them. */
final class SaleRoutes {
  private final Desk desk;

  SaleRoutes(Desk desk) {
    this.desk = desk;
  }

  void all(Routes<CheckoutTables> http) {
    http.put("/checkout/sales/{id}", SaleCommand.OpenSale.class)
        .says("Announces a flash sale: from when to when, how many for each buyer.");
    http.get("/checkout/sales", (known, ask) -> known.sales.page(Span.of(), ask.page()))
        .lists(Sale.class)
        .says("Lists sales.");
    http.get("/checkout/sales/{id}", (known, ask) -> known.sales.requireRow(ask.path("id")))
        .shows(Sale.class)
        .says("Shows a sale, and how long its line is.");
    http.delete("/checkout/sales/{id}", SaleCommand.CloseSale.class)
        .says("Closes a sale before its time.");
    http.post("/checkout/sales/{sale}/queue", Forms.Naming.class, this::join)
        .says("Takes the next place in line, and answers the ticket for it.");
    http.get("/checkout/sales/{sale}/place", this::place)
        .query("ticket", "as it was given when joining the line")
        .shows(Place.Standing.class)
        .says("Shows how many are ahead of a ticket.");
    http.stream("/checkout/queue/stream", SaleEvent.Admitted.class, this::moved)
        .query("ticket", "shows the place of this ticket, in its sale only")
        .says("How lines move, live; with a ticket, one's own place in line.");
  }

  private Routes.Turn<Place> join(Ask ask, Forms.Naming who) {
    var buyer = desk.hash(ask.tenant(), who.buyer());
    return new Routes.Turn<>(
        new SaleCommand.JoinQueue(ask.path("sale"), buyer),
        place ->
            new Forms.Ticketed(place.sale(), place.number(), desk.ticket(ask.tenant(), place)));
  }

  private Object place(CheckoutTables known, Ask ask) {
    var sale = known.sales.require(ask.path("sale"));
    var ticket = Optional.of(ask.query("ticket").orElse(""));
    var spot = desk.spot(ask.tenant(), ticket).filter(each -> each.sale().equals(sale.id()));
    var number = spot.orElseThrow(CheckoutProblem.BAD_TICKET::refusal).number();
    return Place.Standing.of(sale.id(), number, sale.admitted());
  }

  /** Nothing for those whose ticket is for another sale. */
  private Object moved(SaleEvent.Admitted event, Ask ask) {
    if (ask.query("ticket").isEmpty()) return event;
    return desk.spot(ask.tenant(), ask.query("ticket"))
        .filter(spot -> spot.sale().equals(event.sale()))
        .map(spot -> Place.Standing.of(event.sale(), spot.number(), event.upTo()))
        .orElse(null);
  }
}
