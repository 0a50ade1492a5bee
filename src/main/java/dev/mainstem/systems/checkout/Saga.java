package dev.mainstem.systems.checkout;

import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Refusal;
import dev.mainstem.systems.checkout.OrderCommand.Abandon;
import dev.mainstem.systems.checkout.OrderCommand.AskAuthentication;
import dev.mainstem.systems.checkout.OrderCommand.Lapse;
import dev.mainstem.systems.checkout.OrderCommand.MarkPaid;
import dev.mainstem.systems.checkout.OrderCommand.MarkUnpaid;
import dev.mainstem.systems.checkout.OrderCommand.Place;
import dev.mainstem.systems.checkout.OrderCommand.Screen;
import dev.mainstem.systems.checkout.OrderEvent.BuyerAnswered;
import dev.mainstem.systems.checkout.OrderEvent.Placed;
import dev.mainstem.systems.checkout.OrderEvent.Reviewed;
import dev.mainstem.systems.checkout.OrderEvent.Screened;
import dev.mainstem.systems.checkout.fraud.Screening;
import dev.mainstem.systems.payments.IntentEvent.ActionRequired;
import dev.mainstem.systems.payments.IntentEvent.Authorized;
import dev.mainstem.systems.payments.IntentEvent.Declined;
import dev.mainstem.systems.payments.IntentEvent.IntentCanceled;
import dev.mainstem.systems.payments.MoneyEvent.CaptureFailed;
import dev.mainstem.systems.payments.MoneyEvent.Captured;
import dev.mainstem.systems.payments.ReferenceCommand.AuthenticatePayment;
import dev.mainstem.systems.payments.ReferenceCommand.Authorize;
import dev.mainstem.systems.payments.ReferenceCommand.CapturePayment;
import dev.mainstem.systems.payments.ReferenceCommand.Present;
import java.util.Optional;

/** What follows from what in a purchase, where it takes more than a line. */
final class Saga {
  /** Codes of the Agentic Commerce Protocol. */
  private static final String NO_MONEY = "payment_declined";

  private static final String ASK = "requires_3ds";

  private Saga() {}

  static Screen screen(Reservation held) {
    return new Screen(held.session(), held.attempt());
  }

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

  static Command<?, ?> authorize(CheckoutTables known, Screened e) {
    boolean allowed = e.screening().outcome() == Screening.Outcome.ALLOW;
    return allowed ? authorize(known, e.session(), e.attempt()) : null;
  }

  static Command<?, ?> authorize(CheckoutTables known, Reviewed e) {
    return e.approved() ? authorize(known, e.session(), e.attempt()) : null;
  }

  /** What costs nothing needs nobody's money. */
  private static Command<?, ?> authorize(CheckoutTables known, String id, int number) {
    var session = known.sessions.get(id);
    if (!session.trying(number)) return null;
    var attempt = session.attempt().orElseThrow();
    long total = attempt.totals().total();
    if (total == 0) return new Place(id, number);
    return new Authorize(
        Session.reference(id, number),
        total,
        session.currency(),
        attempt.method(),
        Optional.empty(),
        Optional.of(id),
        Optional.of(known.shop().merchant()),
        Optional.of("Order " + session.order()),
        present(session),
        session.customer().payer());
  }

  /** Whom its bank may ask; nobody, if whoever buys for him says that he cannot be asked. */
  private static Optional<Present> present(Session session) {
    return Optional.of(session)
        .filter(each -> each.interventions().contains(Session.ASKS))
        .map(each -> new Present(each.attempt().orElseThrow().returnUrl()));
  }

  static AuthenticatePayment answered(BuyerAnswered e) {
    return new AuthenticatePayment(Session.reference(e.session(), e.attempt()), e.passed());
  }

  static Abandon notAccepted(String session, int attempt, Refusal no) {
    return new Abandon(session, attempt, NO_MONEY, no.problem().title());
  }

  static Command<?, ?> place(CheckoutTables known, Authorized e) {
    return References.of(known, e.reference())
        .map(each -> new Place(each.session(), each.attempt()))
        .orElse(null);
  }

  static Command<?, ?> capture(CheckoutTables known, Placed e) {
    long total = e.order().totals().total();
    if (total == 0) return new MarkPaid(e.order().id(), 0);
    return new CapturePayment(e.order().reference(), total);
  }

  static Command<?, ?> paid(CheckoutTables known, Captured e) {
    return References.order(known, e.reference())
        .map(order -> new MarkPaid(order, e.amount()))
        .orElse(null);
  }

  static Command<?, ?> block(CheckoutTables known, Screened e) {
    if (e.screening().outcome() != Screening.Outcome.BLOCK) return null;
    return new Abandon(e.session(), e.attempt(), NO_MONEY, "It was not accepted");
  }

  static Command<?, ?> reject(CheckoutTables known, Reviewed e) {
    if (e.approved()) return null;
    return new Abandon(e.session(), e.attempt(), NO_MONEY, "It was not accepted");
  }

  static Command<?, ?> declined(CheckoutTables known, Declined e) {
    boolean unasked = e.declineCode().equals(Optional.of("authentication_required"));
    return abandon(
        known, e.reference(), new Session.Trouble(unasked ? ASK : NO_MONEY, e.message()));
  }

  static Command<?, ?> canceledElsewhere(CheckoutTables known, IntentCanceled e) {
    return abandon(known, e.reference(), new Session.Trouble(NO_MONEY, "The payment was canceled"));
  }

  private static Command<?, ?> abandon(
      CheckoutTables known, Optional<String> reference, Session.Trouble why) {
    return References.of(known, reference)
        .map(each -> new Abandon(each.session(), each.attempt(), why.code(), why.text()))
        .orElse(null);
  }

  static Command<?, ?> challenged(CheckoutTables known, ActionRequired e) {
    return References.of(known, e.reference())
        .map(each -> new AskAuthentication(each.session(), each.attempt(), e.url(), e.brand()))
        .orElse(null);
  }

  static Command<?, ?> notTaken(CheckoutTables known, CaptureFailed e) {
    return References.order(known, e.reference())
        .map(order -> new MarkUnpaid(order, e.code()))
        .orElse(null);
  }

  static Lapse lapse(Reservation held) {
    return new Lapse(held.session(), held.attempt());
  }

  static Command<?, ?> lapse(CheckoutTables known, Reviewed e) {
    return e.approved() ? new Lapse(e.session(), e.attempt()) : null;
  }

  static Command<?, ?> lapse(CheckoutTables known, Screened e) {
    return e.review().isPresent() ? new Lapse(e.session(), e.attempt()) : null;
  }
}
