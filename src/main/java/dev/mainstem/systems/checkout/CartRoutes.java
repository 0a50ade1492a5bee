package dev.mainstem.systems.checkout;

import dev.mainstem.kernel.Ask;
import dev.mainstem.kernel.Routes;
import dev.mainstem.kernel.Span;
import java.util.Optional;
import java.util.Set;

/** Sessions at the native door: whose they are is hashed and sealed here. */
final class CartRoutes {
  private final Desk desk;

  CartRoutes(Desk desk) {
    this.desk = desk;
  }

  void all(Routes<CheckoutTables> http) {
    http.post("/checkout/sessions", Forms.Opening.class, this::open)
        .created("/checkout/sessions/{session.id}")
        .says("Opens a session.");
    http.get("/checkout/sessions", (known, ask) -> known.sessions.page(Span.of(), ask.page()))
        .lists(Session.class)
        .says("Lists sessions.");
    http.get(
            "/checkout/sessions/{session}",
            (known, ask) -> known.sessions.requireRow(ask.path("session")))
        .shows(Session.class)
        .says("Shows a session.");
    http.post("/checkout/sessions/{session}", Forms.Changing.class, this::change)
        .says("Changes a session; what is not said stays.");
    http.post("/checkout/sessions/{session}/complete", Forms.Paying.class, this::pay)
        .says("Pays for a session; how it ends is told by the session.");
    http.post("/checkout/sessions/{id}/cancel", CartCommand.CancelSession.class)
        .says("Cancels a session.");
  }

  private Routes.Turn<Quote> open(Ask ask, Forms.Opening form) {
    var tenant = ask.tenant();
    var command =
        new CartCommand.OpenSession(
            desk.fresh(),
            form.currency(),
            form.items(),
            form.codes(),
            desk.customer(tenant, form.buyer(), form.recipient()),
            desk.spot(tenant, form.ticket()),
            Set.of(Session.ASKS));
    return new Routes.Turn<>(command, quote -> quote);
  }

  private Routes.Turn<Quote> change(Ask ask, Forms.Changing form) {
    var tenant = ask.tenant();
    var command =
        new CartCommand.UpdateSession(
            ask.path("session"),
            form.items(),
            form.codes(),
            form.option(),
            desk.customer(tenant, form.buyer(), form.recipient()),
            desk.spot(tenant, form.ticket()));
    return new Routes.Turn<>(command, quote -> quote);
  }

  private Routes.Turn<Quote> pay(Ask ask, Forms.Paying form) {
    var tenant = ask.tenant();
    var command =
        new CartCommand.Complete(
            ask.path("session"),
            desk.customer(tenant, form.buyer(), Optional.empty()),
            form.method(),
            form.billingCountry(),
            desk.spot(tenant, form.ticket()),
            form.returnUrl(),
            Optional.empty());
    return new Routes.Turn<>(command, quote -> quote);
  }
}
