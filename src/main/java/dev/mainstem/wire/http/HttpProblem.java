package dev.mainstem.wire.http;

import dev.mainstem.kernel.Problem;
import dev.mainstem.kernel.Problem.Kind;

/** The ways the HTTP door itself says no, before any system is asked. */
final class HttpProblem {
  static final Problem NO_SUCH_PATH = Problem.notFound("no-such-path", "There is nothing here");
  static final Problem NO_SUCH_METHOD =
      new Problem(Kind.NOT_ALLOWED, "no-such-method", "This path does not know this method");
  static final Problem BAD_PATH =
      Problem.invalid("bad-path", "The path or query is not well-formed");
  static final Problem BAD_FIELDS =
      Problem.invalid("bad-fields", "Some of what was sent cannot be understood");
  static final Problem BAD_HEADER = Problem.invalid("bad-header", "A header is not well-formed");
  static final Problem BODY_TOO_LARGE =
      new Problem(Kind.TOO_LARGE, "body-too-large", "The body is larger than allowed");
  static final Problem NO_ROOM =
      new Problem(Kind.BUSY, "no-room", "Too many bodies are being read at once; ask again later");
  static final Problem NOT_JSON =
      new Problem(Kind.UNSUPPORTED, "not-json", "The body must be application/json");
  static final Problem NO_CREDENTIALS =
      new Problem(Kind.UNAUTHENTICATED, "no-credentials", "A key is needed here");
  static final Problem BAD_CREDENTIALS =
      new Problem(Kind.UNAUTHENTICATED, "bad-credentials", "This key is not known or not live");
  static final Problem NOT_ALLOWED =
      Problem.forbidden("not-allowed", "This key does not have the scope that is needed");
  static final Problem FOREIGN_ORIGIN =
      Problem.forbidden("foreign-origin", "Requests from other sites are not taken");
  static final Problem FOREIGN_HOST =
      new Problem(Kind.FORBIDDEN, "foreign-host", "This door is not known under this name");
  static final Problem AHEAD =
      Problem.invalid("ahead", "This time is not in the past of this house");
  static final Problem NOT_KEPT =
      Problem.invalid("not-kept", "What this was like earlier is not kept; ask without asOf");
  static final Problem NOT_YET =
      new Problem(Kind.BUSY, "not-yet", "This position is not shown yet; ask again later");
  static final Problem TOO_MANY_STREAMS =
      new Problem(Kind.TOO_MANY, "too-many-streams", "Too many event streams are open");

  private HttpProblem() {}
}
