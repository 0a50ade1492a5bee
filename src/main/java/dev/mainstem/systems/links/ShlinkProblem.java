package dev.mainstem.systems.links;

import dev.mainstem.kernel.Problem;
import dev.mainstem.wire.http.ForeignApi.No;
import dev.mainstem.wire.http.ForeignApi.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * How Shlink says no: problem details (RFC 9457) whose types its clients know, with the thing it is
 * about beside.
 */
final class ShlinkProblem {
  private static final String TYPE = "https://shlink.io/api/error/";

  /** What its fields are called there, by what they are called here. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "target", "longUrl",
          "slug", "customSlug",
          "rules", "redirectRules",
          "from", "oldName",
          "to", "newName",
          "base", "baseUrlRedirect",
          "invalid", "invalidShortUrlRedirect",
          "regular404", "regular404Redirect");

  private ShlinkProblem() {}

  static Reply of(No no, UnaryOperator<String> given) {
    return switch (no.problem().name()) {
      case "no-such-link", "retired" -> missing(given);
      case "slug-taken" -> with("customSlug", no, SLUG, "Provided slug \"%s\" is already in use.");
      case "no-such-tag" -> with("tag", no, TAG, "Tag with name \"%s\" could not be found");
      case "tag-taken" -> with("newName", no, CONFLICT, "There is a tag %s already");
      case "no-such-domain", "domain-taken", "not-your-domain" -> noDomain(no, given);
      case "no-credentials" -> NO_KEY.reply("Expected a key in the header X-Api-Key");
      case "bad-credentials" -> BAD_KEY.reply("Provided API key does not exist or is invalid.");
      case "mercure" -> NO_HUB.reply("This instance is not integrated with a mercure hub.");
      case "no-such-path" -> NOWHERE.reply(no.detail());
      default -> other(no);
    };
  }

  /** A type its clients know. */
  private record Known(int status, String type, String title) {
    Map<String, Object> body(String detail) {
      var body = new LinkedHashMap<String, Object>();
      body.put("type", TYPE + type);
      body.put("title", title);
      body.put("detail", detail);
      body.put("status", status);
      return body;
    }

    Reply reply(String detail) {
      return problem(body(detail));
    }
  }

  private static final Known URL = new Known(404, "short-url-not-found", "Short URL not found");
  private static final Known SLUG = new Known(400, "non-unique-slug", "Invalid custom slug");
  private static final Known TAG = new Known(404, "tag-not-found", "Tag not found");
  private static final Known CONFLICT = new Known(409, "tag-conflict", "Tag conflict");
  private static final Known DOMAIN = new Known(404, "domain-not-found", "Domain not found");
  private static final Known NO_KEY =
      new Known(401, "missing-authentication", "Invalid authorization");
  private static final Known BAD_KEY = new Known(401, "invalid-api-key", "Invalid API key");
  private static final Known NO_HUB =
      new Known(501, "mercure-not-configured", "Mercure integration not configured");
  private static final Known NOWHERE = new Known(404, "not-found", "Not found");
  private static final Known BAD = new Known(400, "invalid-data", "Invalid data");

  /** Refused where a client asks for what this house does not have. */
  static final Problem MERCURE =
      new Problem(Problem.Kind.NOT_IMPLEMENTED, "mercure", "There is no Mercure hub");

  private static Reply with(String field, No no, Known known, String detail) {
    var body = known.body(detail.formatted(no.detail()));
    body.put(field, no.detail());
    return problem(body);
  }

  private static Reply noDomain(No no, UnaryOperator<String> given) {
    var named = given.apply("domain");
    var domain = named == null ? no.detail() : named;
    var body = DOMAIN.body("Domain with authority \"%s\" could not be found".formatted(domain));
    body.put("authority", domain);
    return problem(body);
  }

  private static Reply missing(UnaryOperator<String> given) {
    var code = given.apply("shortCode");
    var domain = given.apply("domain");
    var of = domain == null ? "" : " for domain \"" + domain + "\"";
    var body = URL.body("No URL found with short code \"" + code + "\"" + of);
    body.put("shortCode", code);
    if (domain != null) body.put("domain", domain);
    return problem(body);
  }

  private static Reply other(No no) {
    var kind = no.problem().kind();
    if (kind != Problem.Kind.INVALID && kind != Problem.Kind.UNPROCESSABLE) {
      var detail = no.detail().isEmpty() ? no.problem().title() : no.detail();
      return new Known(kind.status(), no.problem().name(), no.problem().title()).reply(detail);
    }
    var body = BAD.body("Provided data is not valid");
    body.put("invalidElements", elements(no));
    body.put("reason", no.problem().title());
    return problem(body);
  }

  /** The outermost fields to blame, each once. */
  private static List<String> elements(No no) {
    return no.pointers().stream()
        .filter(pointer -> pointer.startsWith("/"))
        .map(pointer -> pointer.split("/", 3)[1])
        .map(field -> FIELDS.getOrDefault(field, field))
        .distinct()
        .toList();
  }

  private static Reply problem(Map<String, Object> body) {
    return Reply.of((int) body.get("status"), body).as("application/problem+json");
  }
}
