package dev.mainstem.systems.payments;

import dev.mainstem.systems.payments.ledger.Currency;
import dev.mainstem.wire.http.ForeignCall;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a payment is to be, in the parameters of Stripe's API. */
final class StripeTerms {
  /** Taken and passed over: they say nothing that a card needs. */
  static final String[] UNUSED = {
    "amount_details",
    "automatic_payment_methods",
    "client_secret",
    "payment_details",
    "payment_method_configuration",
    "payment_method_options",
    "payment_method_types",
    "radar_options",
    "use_stripe_sdk"
  };

  /** Taken with a confirmation, too. */
  static final String[] CONFIRMING = {
    "capture_method",
    "error_on_requires_action",
    "mandate",
    "mandate_data",
    "receipt_email",
    "setup_future_usage",
    "shipping"
  };

  private StripeTerms() {}

  static Terms fresh(Params params) {
    if (!params.has("amount")) throw StripeProblem.MISSING.at("/amount", "amount");
    params.need("currency");
    var none = Optional.<String>empty();
    var nothing =
        new Terms(0, "usd", none, none, false, false, false, none, none, none, none, Map.of());
    return over(params, nothing);
  }

  /** The same with what these parameters change. */
  static Terms over(Params params, Terms before) {
    var capture = params.word("capture_method", "automatic", "automatic_async", "manual");
    var confirmation = params.word("confirmation_method", "automatic", "manual");
    return new Terms(
        positive(params.whole("amount")).orElse(before.amount()),
        currency(params).orElse(before.currency()),
        params.text("customer").or(before::customer),
        params.text("payment_method").or(before::method),
        capture.map("manual"::equals).orElse(before.manualCapture()),
        confirmation.map("manual"::equals).orElse(before.manualConfirmation()),
        before.offSession(),
        params.word("setup_future_usage", "on_session", "off_session").or(before::keepFor),
        params.text("return_url").or(before::returnUrl),
        params.has("description") ? params.text("description") : before.description(),
        statement(params).or(before::statement),
        params.words("metadata", before.metadata()));
  }

  private static Optional<String> statement(Params params) {
    var suffix = params.text("statement_descriptor_suffix");
    return params
        .text("statement_descriptor")
        .or(() -> suffix)
        .map(
            text -> {
              if (text.length() <= 22) return text;
              throw StripeProblem.MALFORMED.at(
                  "/statement_descriptor", "statement_descriptor: at most 22 characters");
            });
  }

  private static Optional<String> currency(Params params) {
    return params
        .text("currency")
        .map(code -> code.toLowerCase(Locale.ROOT))
        .map(
            code -> {
              if (Currency.of(code).isPresent()) return code;
              throw StripeProblem.MALFORMED.at("/currency", "currency: " + code);
            });
  }

  static Optional<Long> positive(Optional<Long> amount) {
    amount
        .filter(a -> a < 1)
        .ifPresent(
            a -> {
              throw PaymentProblem.TOO_SMALL.at("/amount", "");
            });
    amount
        .filter(a -> a > Currency.MOST)
        .ifPresent(
            a -> {
              throw PaymentProblem.TOO_LARGE.at("/amount", "");
            });
    return amount;
  }

  /** What risk rules may know of who pays: whom the receipt goes to, and where they come from. */
  static Optional<Payer> payer(StripeDesk desk, ForeignCall call, Params params) {
    var online = params.inside("mandate_data").inside("customer_acceptance").inside("online");
    var email = params.text("receipt_email");
    return desk.payer(call, email, online.text("ip_address"), Optional.empty());
  }

  /** Whom a receipt and the goods go to; empty if nothing is said and nothing was. */
  static Optional<Contact> contact(Params params, Contact before) {
    var email = params.text("receipt_email").or(before::email);
    var shipping = StripeCards.contact(params.inside("shipping"));
    var to = shipping.orElse(before);
    var contact = new Contact(to.name(), email, to.phone(), to.address(), before.note());
    return contact.equals(Contact.NOBODY) ? Optional.empty() : Optional.of(contact);
  }
}
