package dev.mainstem.systems.notifications;

import dev.mainstem.codec.BadInput;
import dev.mainstem.kernel.Problem;
import dev.mainstem.kernel.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ways ntfy says no, under the codes its clients know.
 *
 * @see <a href="https://docs.ntfy.sh/publish/">ntfy's documentation</a>
 */
enum NtfyProblem {
  INVALID(40000, "invalid request", ""),
  EMAIL_DISABLED(40001, "e-mail notifications are not enabled", "config/#e-mail-notifications"),
  DELAY_NO_CACHE(40002, "cannot disable cache for delayed message", ""),
  DELAY_NO_EMAIL(40003, "delayed e-mail notifications are not supported", ""),
  DELAY_UNREADABLE(40004, "invalid delay parameter: unable to parse delay", Docs.DELAY),
  DELAY_TOO_SMALL(
      40005, "invalid delay parameter: too small, please refer to the docs", Docs.DELAY),
  DELAY_TOO_LARGE(
      40006, "invalid delay parameter: too large, please refer to the docs", Docs.DELAY),
  PRIORITY(40007, "invalid priority parameter", "publish/#message-priority"),
  SINCE(40008, "invalid since parameter", "subscribe/api/#fetch-cached-messages"),
  TOPIC(40009, "invalid request: topic invalid", ""),
  TOPIC_TAKEN(40010, "invalid request: topic name is not allowed", ""),
  NOT_UTF8(40011, "invalid request: message must be UTF-8 encoded", ""),
  ATTACHMENT_URL(40013, "invalid request: attachment URL is invalid", "publish/#attachments"),
  NO_UPGRADE(
      40016,
      "invalid request: client not using the websocket protocol",
      "subscribe/api/#websockets"),
  NOT_MESSAGE_JSON(
      40017, "invalid request: request body must be message JSON", "publish/#publish-as-json"),
  ACTIONS(40018, "invalid request: actions invalid", "publish/#action-buttons"),
  ICON_URL(40021, "invalid request: icon URL is invalid", "publish/#icons"),
  NO_CALLS(40032, "invalid request: calling is disabled", "config/#phone-calls"),
  NO_TEMPLATES(
      40043, "invalid request: templates are not supported here", "publish/#message-templating"),
  SEQUENCE(40049, "invalid request: sequence ID invalid", "publish/#updating-notifications"),
  UNAUTHORIZED(40101, "unauthorized", "publish/#authentication"),
  FORBIDDEN(40301, "forbidden", "publish/#authentication"),
  NOT_FOUND(40401, "page not found", ""),
  TOO_LARGE(41301, "attachment too large, or bandwidth limit reached", "publish/#limitations"),
  JSON_TOO_LARGE(41303, "JSON body too large", ""),
  TOO_MANY_REQUESTS(42901, "limit reached: too many requests", "publish/#limitations"),
  TOO_MANY_MAILS(42902, "limit reached: too many emails", "publish/#limitations"),
  TOO_MANY_SUBSCRIPTIONS(
      42903, "limit reached: too many active subscriptions", "publish/#limitations"),
  INTERNAL(50001, "internal server error", ""),
  BUSY(50301, "too much is asked at once, or nothing can be written now; ask again later", "");

  private static final class Docs {
    static final String DELAY = "publish/#scheduled-delivery";
  }

  private static final String LINKS = "https://docs.ntfy.sh/";

  private final int code;
  private final String text;
  private final String link;

  NtfyProblem(int code, String text, String link) {
    this.code = code;
    this.text = text;
    this.link = link;
  }

  int status() {
    return code / 100;
  }

  /** A no, thrown where it is seen and spelled by the door. */
  static final class No extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final NtfyProblem problem;

    private No(NtfyProblem problem, String detail) {
      super(detail, null, false, false);
      this.problem = problem;
    }

    int status() {
      return problem.status();
    }

    Map<String, Object> body() {
      var body = new LinkedHashMap<String, Object>();
      body.put("code", problem.code);
      body.put("http", problem.status());
      body.put("error", getMessage().isEmpty() ? problem.text : problem.text + ", " + getMessage());
      if (!problem.link.isEmpty()) body.put("link", LINKS + problem.link);
      return body;
    }
  }

  No no() {
    return new No(this, "");
  }

  No no(String detail) {
    return new No(this, detail);
  }

  /** Whatever went wrong, as ntfy says it; null if it is a bug of ours. */
  static No of(Throwable why) {
    if (why instanceof No no) return no;
    if (why instanceof BadInput bad) {
      return INVALID.no(bad.fields().get(0).pointer() + " is not as it should be");
    }
    return why instanceof Refusal no ? of(no.problem(), no.detail()) : null;
  }

  static No of(Problem problem, String detail) {
    if (problem.equals(NotificationProblem.DELAY_TOO_SMALL)) return DELAY_TOO_SMALL.no();
    if (problem.equals(NotificationProblem.DELAY_TOO_LARGE)) return DELAY_TOO_LARGE.no();
    return switch (problem.kind()) {
      case UNAUTHENTICATED -> UNAUTHORIZED.no();
      case FORBIDDEN -> FORBIDDEN.no();
      case NOT_FOUND, GONE -> NOT_FOUND.no();
      case TOO_LARGE -> TOO_LARGE.no();
      case BUSY, OUTCOME_UNKNOWN -> BUSY.no();
      case BROKEN, NOT_IMPLEMENTED -> INTERNAL.no();
      default -> INVALID.no((problem.title() + " " + detail).strip());
    };
  }
}
