package dev.mainstem.systems.links;

import static dev.mainstem.kernel.Problem.conflict;
import static dev.mainstem.kernel.Problem.gone;
import static dev.mainstem.kernel.Problem.invalid;
import static dev.mainstem.kernel.Problem.notFound;
import static dev.mainstem.kernel.Problem.unprocessable;

import dev.mainstem.kernel.Problem;

/** The ways links says no. */
final class LinkProblem {
  static final Problem SLUG_TAKEN = conflict("slug-taken", "This slug is already taken");
  static final Problem SLUG_RESERVED =
      invalid("slug-reserved", "This slug is reserved by the house");
  static final Problem NO_SUCH_LINK = notFound("no-such-link", "There is no such link");
  static final Problem RETIRED = gone("retired", "This link was retired");
  static final Problem BAD_TARGET =
      invalid("bad-target", "A target is an http or https address without credentials");
  static final Problem LOOP =
      unprocessable("loop", "This target leads back here, or through too many short links");
  static final Problem BAD_VALIDITY = invalid("bad-validity", "A link cannot end before it begins");
  static final Problem EXTERNAL_ID_TAKEN =
      conflict("external-id-taken", "Another link has this external id");
  static final Problem NO_SUCH_DOMAIN =
      notFound("no-such-domain", "This domain is not one of yours");
  static final Problem DOMAIN_TAKEN = conflict("domain-taken", "This domain is already taken");
  static final Problem BAD_TIME = invalid("bad-time", "A time reads like 2026-03-01T00:00:00Z");

  private LinkProblem() {}
}
