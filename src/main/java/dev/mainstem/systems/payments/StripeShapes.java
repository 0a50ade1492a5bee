package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Sealed;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.wire.http.ForeignCall.Opener;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Rows in the shapes of Stripe's API, from one state of the tables. Owned by one read. */
final class StripeShapes {
  /** What an intent has there and never here. */
  private static final List<String> UNUSED =
      List.of(
          "application",
          "application_fee_amount",
          "automatic_payment_methods",
          "on_behalf_of",
          "processing",
          "source",
          "statement_descriptor_suffix",
          "transfer_data",
          "transfer_group");

  private final PaymentTables known;
  private final Opener opener;
  private final Derived derived;
  private final Tenant tenant;

  StripeShapes(PaymentTables known, Opener opener, Derived derived, Tenant tenant) {
    this.known = known;
    this.opener = opener;
    this.derived = derived;
    this.tenant = tenant;
  }

  PaymentTables known() {
    return known;
  }

  static Map<String, Object> object(String type, String id) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("id", id);
    shape.put("object", type);
    shape.put("livemode", false);
    return shape;
  }

  static long seconds(Instant time) {
    return time.getEpochSecond();
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private Contact opened(Optional<Sealed<Contact>> sealed) {
    return sealed.flatMap(box -> opener.open(box, Contact.class)).orElse(Contact.NOBODY);
  }

  Map<String, Object> intent(Intent intent) {
    var terms = intent.terms();
    var contact = opened(intent.contact());
    var shape = object("payment_intent", intent.id());
    shape.put("amount", terms.amount());
    shape.put("amount_capturable", intent.capturable());
    shape.put("amount_received", intent.received());
    shape.put("canceled_at", intent.canceledAt().map(StripeShapes::seconds).orElse(null));
    shape.put("cancellation_reason", intent.canceled().orElse(null));
    shape.put("capture_method", terms.manualCapture() ? "manual" : "automatic");
    shape.put("client_secret", derived.clientSecret(tenant, intent.id()));
    shape.put("confirmation_method", terms.manualConfirmation() ? "manual" : "automatic");
    shape.put("created", seconds(intent.createdAt()));
    shape.put("currency", terms.currency());
    shape.put("customer", terms.customer().orElse(null));
    shape.put("description", terms.description().orElse(null));
    shape.put("last_payment_error", intent.failure().map(f -> failure(intent, f)).orElse(null));
    shape.put("latest_charge", intent.charge().filter(this::tells).orElse(null));
    shape.put("metadata", terms.metadata());
    shape.put(
        "next_action", intent.challenge().map(u -> redirect(u, terms.returnUrl())).orElse(null));
    shape.put("payment_method", terms.method().orElse(null));
    shape.put(
        "payment_method_options", Map.of("card", Map.of("request_three_d_secure", "automatic")));
    shape.put("payment_method_types", List.of("card"));
    shape.put("receipt_email", contact.email().orElse(null));
    shape.put("review", known.review(intent).map(Review::id).orElse(null));
    shape.put("setup_future_usage", terms.keepFor().orElse(null));
    shape.put("shipping", StripePeopleShapes.shipping(contact));
    shape.put("statement_descriptor", terms.statement().orElse(null));
    shape.put("status", word(intent.status()));
    UNUSED.forEach(name -> shape.put(name, null));
    return shape;
  }

  /** An attempt is a charge for clients once something has come of it. */
  boolean tells(String charge) {
    return tells(known.charges.get(charge));
  }

  static boolean tells(Charge charge) {
    return switch (charge.state()) {
      case AUTHORIZED, CAPTURED, FAILED, VOIDED -> true;
      case STARTED, CHALLENGED, PROVED, LOST -> false;
    };
  }

  private static Map<String, Object> redirect(String url, Optional<String> returnUrl) {
    var to = new LinkedHashMap<String, Object>();
    to.put("url", url);
    to.put("return_url", returnUrl.orElse(null));
    return Map.of("type", "redirect_to_url", "redirect_to_url", to);
  }

  Map<String, Object> failure(Intent intent, Failure failure) {
    var error = error(failure);
    intent.charge().filter(this::tells).ifPresent(charge -> error.put("charge", charge));
    intent
        .charge()
        .map(known.charges::get)
        .flatMap(charge -> known.methods.find(charge.method()))
        .ifPresent(method -> error.put("payment_method", method(method)));
    return error;
  }

  static Map<String, Object> error(Failure failure) {
    var error = StripeProblem.error("card_error", failure.code(), failure.message(), "");
    failure.declineCode().ifPresent(code -> error.put("decline_code", code));
    return error;
  }

  Map<String, Object> customer(Customer customer) {
    return StripePeopleShapes.customer(customer, opened(Optional.of(customer.contact())));
  }

  Map<String, Object> method(Method method) {
    return StripePeopleShapes.method(method, opened(method.contact()));
  }

  Map<String, Object> dispute(Dispute dispute) {
    var said = dispute.evidence().flatMap(box -> opener.open(box, Dispute.Evidence.class));
    return DisputeShapes.of(known, dispute, said.map(Dispute.Evidence::fields).orElse(Map.of()));
  }

  Map<String, Object> token(CardToken token) {
    return StripeTokens.shape(token, opened(token.contact()));
  }

  Map<String, Object> setup(Setup setup) {
    var wanted = setup.wanted();
    var shape = object("setup_intent", setup.id());
    shape.put("application", null);
    shape.put("cancellation_reason", setup.canceled().orElse(null));
    shape.put("client_secret", derived.clientSecret(tenant, setup.id()));
    shape.put("created", seconds(setup.createdAt()));
    shape.put("customer", wanted.customer().orElse(null));
    shape.put("description", wanted.description().orElse(null));
    shape.put("last_setup_error", setup.failure().map(StripeShapes::error).orElse(null));
    shape.put("latest_attempt", null);
    shape.put("mandate", null);
    shape.put("metadata", wanted.metadata());
    shape.put(
        "next_action", setup.challenge().map(u -> redirect(u, wanted.returnUrl())).orElse(null));
    shape.put("payment_method", wanted.method().orElse(null));
    shape.put("payment_method_types", List.of("card"));
    shape.put("status", word(setup.status()));
    shape.put("usage", wanted.usage());
    return shape;
  }
}
