package dev.mainstem.systems.checkout;

import dev.mainstem.engine.Answer;
import dev.mainstem.kernel.Problem;
import dev.mainstem.kernel.Refusal;
import dev.mainstem.wire.http.ForeignApi.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the Agentic Commerce Protocol 2026-04-17 says no: a type, a code, a sentence, and what it is
 * about as JSONPath.
 */
final class AcpProblem {
  static final Problem KEY_REQUIRED =
      Problem.invalid("idempotency-key-required", "Idempotency-Key header is required");
  static final Problem IN_FLIGHT =
      Problem.conflict(
          "idempotency-in-flight",
          "A request with this Idempotency-Key is currently being processed");
  static final Problem VERSION_REQUIRED =
      Problem.invalid("api-version-required", "API-Version header is required");
  static final Problem VERSION_UNKNOWN =
      Problem.invalid(
          "api-version-unsupported", "This API-Version is not supported; ask 2026-04-17");
  static final Problem UNSUPPORTED =
      Problem.invalid("unsupported", "This way to pay is not supported");
  static final Problem INVALID = Problem.invalid("invalid", "This cannot be understood");
  static final Problem MISSING = Problem.invalid("missing", "This is needed");
  static final Problem REQUIRES_3DS =
      Problem.invalid(
          "requires-3ds",
          "The card's bank asks who pays: the request must include 'authentication_result'");
  static final Problem PRICE_CHANGED =
      Problem.conflict("price-changed", "The total is not what was shown last; look again");
  static final Problem NOT_IN_TIME = Problem.conflict("canceled", "It was canceled meanwhile");

  private static final Map<String, String> CODES =
      Map.of(
          "id-reused", "idempotency_conflict",
          "no-such-session", "not_found",
          "no-such-path", "not_found",
          "limit-per-buyer", "quantity_exceeded",
          "not-your-turn", "rate_limited",
          "session-expired", "expired",
          "bad-fields", "invalid");

  /** The only codes a delegated payment may be refused with. */
  private static final Set<String> OF_CARDS =
      Set.of(
          "invalid_card",
          "duplicate_request",
          "idempotency_conflict",
          "too_many_requests",
          "idempotency_key_required",
          "idempotency_in_flight");

  private AcpProblem() {}

  static Reply of(Answer.Refused no) {
    return of(no.problem(), no.detail(), no.pointer());
  }

  static Reply of(Refusal no) {
    return of(no.problem(), no.detail(), no.pointer().orElse(""));
  }

  static Reply of(Problem problem, String detail, String pointer) {
    int status = problem.kind().status();
    var code = CODES.getOrDefault(problem.name(), problem.name().replace('-', '_'));
    var text = detail.isEmpty() ? problem.title() : problem.title() + ": " + detail;
    return spelled(status, code, text, pointer);
  }

  /** Nobody knows yet what came of it; asking again will tell. */
  static Reply lost() {
    return spelled(503, "service_unavailable", "It is not known yet what came of it", "");
  }

  /** An attempt to pay that came to nothing. */
  static Reply of(Session.Trouble trouble) {
    boolean money = Set.of("payment_declined", "requires_3ds").contains(trouble.code());
    return spelled(money ? 402 : 409, trouble.code(), trouble.text(), money ? "/payment_data" : "");
  }

  private static Reply spelled(int status, String code, String text, String pointer) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("type", type(status));
    shape.put("code", code);
    shape.put("message", text);
    if (!pointer.isEmpty()) shape.put("param", path(pointer));
    return Reply.of(status, shape);
  }

  private static String type(int status) {
    if (status == 503) return "service_unavailable";
    return status >= 500 ? "processing_error" : "invalid_request";
  }

  /** Codes of cards are fewer, so what has no code of its own is an invalid card. */
  static Reply ofCard(Reply no) {
    if (!(no.body() instanceof Map<?, ?> shape) || no.status() < 400) return no;
    var all = new LinkedHashMap<String, Object>();
    shape.forEach((name, value) -> all.put(String.valueOf(name), value));
    if (!OF_CARDS.contains(String.valueOf(all.get("code")))) all.put("code", "invalid_card");
    return new Reply(no.status(), no.type(), all, no.headers());
  }

  /** JSONPath of an RFC 6901 pointer into a session, or into a command of ours. */
  static String path(String pointer) {
    var path = new StringBuilder("$");
    for (var part : theirs(pointer).substring(1).split("/")) {
      if (part.matches("\\d+")) path.append('[').append(part).append(']');
      else path.append('.').append(part);
    }
    return path.toString();
  }

  private static String theirs(String pointer) {
    var all =
        List.of(
            List.of("/customer/contact", "/buyer"),
            List.of("/customer/recipient", "/fulfillment_details"),
            List.of("/customer/to", "/fulfillment_details/address"),
            List.of("/items", "/line_items"),
            List.of("/lineOne", "/line_one"),
            List.of("/lineTwo", "/line_two"),
            List.of("/postalCode", "/postal_code"),
            List.of("/firstName", "/first_name"),
            List.of("/lastName", "/last_name"),
            List.of("/fullName", "/full_name"),
            List.of("/maxAmount", "/max_amount"),
            List.of("/expiresAt", "/expires_at"));
    var text = pointer;
    for (var each : all) text = text.replace(each.get(0), each.get(1));
    return text;
  }
}
