package dev.mainstem.systems.payments;

import static dev.mainstem.kernel.Problem.invalid;

import dev.mainstem.kernel.Problem;
import dev.mainstem.kernel.Problem.Kind;
import dev.mainstem.wire.http.ForeignApi.No;
import dev.mainstem.wire.http.ForeignApi.Reply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** How Stripe's API says no. */
final class StripeProblem {
  static final Problem MISSING = invalid("parameter-missing", "Missing required param: %s.");
  static final Problem UNKNOWN = invalid("parameter-unknown", "Received unknown parameter: %s");
  static final Problem NO_INTEGER = invalid("parameter-invalid-integer", "Invalid integer: %s");
  static final Problem NO_BOOLEAN = invalid("parameter-invalid-boolean", "Invalid boolean: %s");
  static final Problem MALFORMED = invalid("parameter-malformed", "Invalid %s");
  static final Problem EMPTY =
      invalid("parameter-invalid-empty", "You passed an empty string for '%s'.");
  static final Problem NOT_EXPANDABLE =
      invalid("not-expandable", "This property cannot be expanded (%s).");
  static final Problem LIVE_KEY =
      new Problem(
          Kind.UNAUTHENTICATED,
          "live-key",
          "A live mode key was given, and only the simulator is configured here.");
  static final Problem KEY_IN_USE =
      new Problem(
          Kind.CONFLICT,
          "key-in-use",
          "There is currently another in-progress request using this Idempotency-Key.");
  static final Problem GONE =
      new Problem(Kind.NOT_FOUND, "resource-gone", "What this was then is not kept any more");

  private static final String INVALID = "invalid_request_error";
  private static final String CARD = "card_error";

  /**
   * What Stripe calls something that is missing.
   *
   * @param object in the message
   * @param inPath the parameter that is named if it was asked for itself
   * @param inBody and if something else was to be done with it
   */
  private record Thing(String object, String inPath, String inBody) {}

  private static final Map<String, Thing> THINGS =
      Map.ofEntries(
          Map.entry("no-such-payment", new Thing("payment_intent", "intent", "payment_intent")),
          Map.entry("no-such-setup", new Thing("setupintent", "intent", "setup_intent")),
          Map.entry("no-such-customer", new Thing("customer", "id", "customer")),
          Map.entry(
              "no-such-payment-method",
              new Thing("PaymentMethod", "payment_method", "payment_method")),
          Map.entry("no-such-charge", new Thing("charge", "id", "charge")),
          Map.entry("no-such-refund", new Thing("refund", "id", "refund")),
          Map.entry("no-such-dispute", new Thing("dispute", "id", "dispute")),
          Map.entry("no-such-review", new Thing("review", "id", "review")),
          Map.entry("no-such-token", new Thing("token", "token", "token")),
          Map.entry("no-such-event", new Thing("event", "id", "event")),
          Map.entry("no-such-endpoint", new Thing("webhook endpoint", "id", "endpoint")),
          Map.entry("no-such-balance-transaction", new Thing("balance transaction", "id", "id")));

  private StripeProblem() {}

  /** What is said of a problem of ours. */
  private record Said(int status, String type, String code) {}

  private static Said said(String name, int status) {
    return switch (name) {
      case "parameter-missing" -> new Said(400, INVALID, "parameter_missing");
      case "parameter-unknown" -> new Said(400, INVALID, "parameter_unknown");
      case "parameter-invalid-integer" -> new Said(400, INVALID, "parameter_invalid_integer");
      case "parameter-invalid-empty" -> new Said(400, INVALID, "parameter_invalid_empty");
      case "no-credentials", "bad-credentials", "live-key" -> new Said(401, INVALID, "");
      case "not-allowed" -> new Said(403, INVALID, "");
      case "key-in-use" -> new Said(409, "idempotency_error", "idempotency_key_in_use");
      case "id-reused" -> new Said(400, "idempotency_error", "");
      case "amount-too-small" -> new Said(400, INVALID, "amount_too_small");
      case "amount-too-large" -> new Said(400, INVALID, "amount_too_large");
      case "wrong-state" -> new Said(400, INVALID, "payment_intent_unexpected_state");
      case "refunded-already" -> new Said(400, INVALID, "charge_already_refunded");
      case "busy-still" -> new Said(409, INVALID, "lock_timeout");
      case "no-method" -> new Said(400, INVALID, "parameter_missing");
      case "dispute-over" -> new Said(400, INVALID, "");
      case "token-used" -> new Said(400, INVALID, "token_already_used");
      case "charge-disputed" -> new Said(400, INVALID, "charge_disputed");
      case "bad-number" -> new Said(402, CARD, "incorrect_number");
      case "bad-month" -> new Said(402, CARD, "invalid_expiry_month");
      case "bad-year" -> new Said(402, CARD, "invalid_expiry_year");
      case "bad-cvc" -> new Said(402, CARD, "invalid_cvc");
      case "address-refused", "bad-address" -> new Said(400, INVALID, "url_invalid");
      case "method-taken" -> new Said(400, INVALID, "payment_method_unexpected_state");
      default -> other(status);
    };
  }

  private static Said other(int status) {
    if (status == 404) return new Said(404, INVALID, "resource_missing");
    if (status >= 500) return new Said(status, "api_error", "");
    return new Said(status == 413 ? 413 : 400, INVALID, "");
  }

  /**
   * @param given what the request's parameters are, by their names
   */
  static Reply of(No no, UnaryOperator<String> given) {
    var thing = THINGS.get(no.problem().name());
    if (thing != null && !no.detail().isEmpty()) return missing(thing, no.detail(), given);
    var said = said(no.problem().name(), no.problem().kind().status());
    var param = no.pointers().isEmpty() ? "" : param(no.pointers().get(0));
    return reply(said.status(), error(said.type(), said.code(), message(no, param), param));
  }

  /** Only what is asked for itself is not found; naming it elsewhere is a bad request. */
  private static Reply missing(Thing thing, String id, UnaryOperator<String> given) {
    boolean itself = id.equals(given.apply("id"));
    var message = "No such " + thing.object() + ": '" + id + "'";
    var param = itself ? thing.inPath() : thing.inBody();
    return reply(itself ? 404 : 400, error(INVALID, "resource_missing", message, param));
  }

  private static String message(No no, String param) {
    var title = no.problem().title();
    if (title.contains("%s")) return title.formatted(no.detail().isEmpty() ? param : no.detail());
    boolean named = no.problem().kind() == Kind.NOT_FOUND && !no.detail().isEmpty();
    return named ? title + ": '" + no.detail() + "'" : title + ".";
  }

  /** Our fields under Stripe's names: {@code /terms/returnUrl} is {@code return_url}. */
  private static String param(String pointer) {
    var bare = pointer.replaceFirst("^/(terms|wanted|contact)/", "/").substring(1);
    var first = bare.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
    var names =
        Map.of(
            "method", "payment_method",
            "manual_capture", "capture_method",
            "keep_for", "setup_future_usage",
            "types", "enabled_events",
            "intent", "payment_intent");
    return names.getOrDefault(first, first.replaceFirst("/", "[").replace("/", "][") + tail(first));
  }

  private static String tail(String path) {
    return path.contains("/") ? "]" : "";
  }

  static Map<String, Object> error(String type, String code, String message, String param) {
    var error = new LinkedHashMap<String, Object>();
    error.put("type", type);
    if (!code.isEmpty()) error.put("code", code);
    error.put("message", message);
    if (!param.isEmpty()) error.put("param", param);
    if (!code.isEmpty()) error.put("doc_url", "https://stripe.com/docs/error-codes/" + code);
    return error;
  }

  static Reply reply(int status, Map<String, Object> error) {
    return StripeReply.of(status, Map.of("error", error));
  }
}
