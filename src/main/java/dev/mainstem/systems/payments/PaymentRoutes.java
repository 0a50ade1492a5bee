package dev.mainstem.systems.payments;

import static dev.mainstem.systems.payments.PaymentProblem.NOT_SIMULATED;

import dev.mainstem.kernel.Ask;
import dev.mainstem.kernel.Id;
import dev.mainstem.kernel.Routes;
import dev.mainstem.kernel.Routes.Turn;
import dev.mainstem.kernel.Sealed;
import dev.mainstem.kernel.Span;
import dev.mainstem.systems.payments.HookCommand.Resend;
import dev.mainstem.systems.payments.HookCommand.SetSimulator;
import dev.mainstem.systems.payments.IntentCommand.CancelIntent;
import dev.mainstem.systems.payments.IntentCommand.Confirm;
import dev.mainstem.systems.payments.IntentCommand.OpenIntent;
import dev.mainstem.systems.payments.MoneyCommand.Capture;
import dev.mainstem.systems.payments.MoneyCommand.Refund;
import dev.mainstem.systems.payments.acquirer.Acquirer;
import dev.mainstem.systems.payments.acquirer.Behaviour;
import dev.mainstem.systems.payments.ledger.Currency;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Payments at the house's own door, for people who look and for the console. Cards are named here
 * and never numbered: a number comes in by Stripe's API only.
 */
final class PaymentRoutes {
  private static final String ALL = "/payments/intents";
  private static final String ONE = ALL + "/{id}";

  private final Acquirer acquirer;
  private final SecureRandom random = new SecureRandom();
  private final InstantSource clock = InstantSource.system();

  PaymentRoutes(Acquirer acquirer) {
    this.acquirer = acquirer;
  }

  void all(Routes<PaymentTables> http) {
    http.post(ALL, NewPayment.class, this::open)
        .created(ALL + "/{intent}")
        .says("Opens a payment and, unless told otherwise, tries to make it.");
    http.get(
            ALL,
            (known, ask) ->
                known
                    .intents
                    .page(Span.of().backwards(), ask.page())
                    .map(intent -> PaymentView.of(known, intent)))
        .lists(PaymentView.class)
        .says("Lists payments, the newest first.");
    http.get(ONE, (known, ask) -> PaymentDetail.of(known, ask.path("id")))
        .shows(PaymentDetail.class)
        .says("Shows a payment with its attempts, its refunds and its lines in the books.");
    http.post(ONE + "/confirm", Confirmation.class, PaymentRoutes::confirm)
        .says("Tries to make a payment; answers before the acquirer does.");
    http.post(ONE + "/capture", Part.class, PaymentRoutes::capture)
        .says("Takes what was set aside, or a part of it.");
    http.post(ONE + "/refund", Part.class, PaymentRoutes::refund)
        .says("Gives back what was taken, or a part of it.");
    http.post(ONE + "/cancel", Nothing.class, PaymentRoutes::cancel)
        .says("Ends a payment before anything is taken.");
    http.get("/payments/balance", (known, ask) -> Funds.all(known))
        .shows(Funds.class)
        .says("Shows the balance in each currency; with asOf, as it was.");
    others(http);
  }

  private void others(Routes<PaymentTables> http) {
    http.get(
            "/payments/deliveries",
            (known, ask) ->
                known
                    .deliveries
                    .page(Span.of().backwards(), ask.page())
                    .map(each -> DeliveryView.of(known, each)))
        .lists(DeliveryView.class)
        .says("Lists webhooks that were or are to be delivered, the newest first.");
    http.post("/payments/deliveries/{id}/resend", Resend.class).says("Sends a webhook once more.");
    http.get("/payments/simulator", (known, ask) -> shown(known.behaviour()))
        .shows(Simulator.class)
        .says("Shows who moves the money, and how the simulator behaves.");
    http.post("/payments/simulator", Behaviour.class, this::behave)
        .says("Has the simulator inside the house behave otherwise from now on.");
  }

  /**
   * A payment, as asked for.
   *
   * @param method a payment method or a published test one, such as {@code pm_card_visa}
   * @param email of the payer
   * @param country where the card is billed, two letters
   * @param manualCapture whether the money is only set aside
   * @param confirm whether the payer has said yes already; they have, unless told otherwise
   */
  record NewPayment(
      @Positive @Max(Currency.MOST) long amount,
      @Pattern(regexp = "[a-z]{3}") String currency,
      @Size(min = 1, max = 80) String method,
      Optional<@Size(min = 3, max = 512) String> email,
      Optional<@Pattern(regexp = "[A-Z]{2}") String> country,
      Optional<@Size(min = 1, max = 1_000) String> description,
      Optional<Boolean> manualCapture,
      Optional<Boolean> confirm) {
    Terms terms() {
      var none = Optional.<String>empty();
      return new Terms(
          amount,
          currency,
          none,
          Optional.of(method),
          manualCapture.orElse(false),
          false,
          false,
          none,
          none,
          description,
          none,
          Map.of());
    }

    Optional<Sealed<Contact>> contact() {
      if (email.isEmpty() && country.isEmpty()) return Optional.empty();
      var none = Optional.<String>empty();
      var address = country.map(in -> new Contact.Address(none, none, none, none, none, country));
      return Optional.of(Sealed.of(new Contact(none, email, none, address, none)));
    }
  }

  /** How a payment is confirmed. */
  record Confirmation(Optional<@Size(min = 1, max = 80) String> method) {}

  /**
   * A part of a payment.
   *
   * @param amount all there is if absent
   */
  record Part(Optional<@Positive @Max(Currency.MOST) Long> amount) {}

  /** Nothing more is to be said. */
  record Nothing() {}

  private Turn<Intent> open(Ask ask, NewPayment wanted) {
    var id = "pi_" + Id.of(clock.millis(), random.nextLong(), random.nextLong());
    boolean confirm = wanted.confirm().orElse(true);
    var open = new OpenIntent(id, wanted.terms(), wanted.contact(), confirm);
    return new Turn<>(open, Payment::of);
  }

  private static Turn<Intent> confirm(Ask ask, Confirmation how) {
    var none = Optional.<String>empty();
    var confirm = new Confirm(ask.path("id"), how.method(), Optional.empty(), none);
    return new Turn<>(confirm, Payment::of);
  }

  private static Turn<Intent> capture(Ask ask, Part part) {
    return new Turn<>(new Capture(ask.path("id"), part.amount()), Payment::of);
  }

  private static Turn<Giveback> refund(Ask ask, Part part) {
    var why = Optional.of("requested_by_customer");
    var refund = new Refund(ask.path("id"), part.amount(), why, Map.of());
    return new Turn<>(refund, made -> made);
  }

  private static Turn<Intent> cancel(Ask ask, Nothing more) {
    return new Turn<>(new CancelIntent(ask.path("id"), "requested_by_customer"), Payment::of);
  }

  /**
   * Who moves the money.
   *
   * @param inHouse whether it is the simulator inside the house, which behaves as it is told
   */
  record Simulator(String acquirer, boolean inHouse, Behaviour behaviour) {}

  private Simulator shown(Behaviour behaviour) {
    return new Simulator(acquirer.name(), acquirer.inHouse(), behaviour);
  }

  private Turn<Behaviour> behave(Ask ask, Behaviour wanted) {
    if (!acquirer.inHouse()) throw NOT_SIMULATED.of(acquirer.name());
    return new Turn<>(new SetSimulator(wanted), this::shown);
  }
}
