package dev.mainstem.systems.links;

import static dev.mainstem.kernel.Problem.Kind.TOO_LARGE;
import static dev.mainstem.kernel.Problem.conflict;
import static dev.mainstem.kernel.Problem.forbidden;
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

  static final Problem BAD_CONDITION =
      invalid("bad-condition", "This condition can never be judged: its key or value is missing");
  static final Problem NO_SUCH_TAG = notFound("no-such-tag", "No link has this tag");
  static final Problem TAG_TAKEN = conflict("tag-taken", "There is a tag of this name already");
  static final Problem TAG_TOO_COMMON =
      unprocessable("tag-too-common", "More links have this tag than can be changed at once");
  static final Problem NOT_YOUR_DOMAIN =
      forbidden("not-your-domain", "The default domain is ruled by the first tenant");
  static final Problem TOO_WIDE =
      unprocessable("too-wide", "This asks for more figures than are counted at once");
  static final Problem BAD_STEP = invalid("bad-step", "A step is hour or day");
  static final Problem BAD_DIMENSION = invalid("bad-dimension", "Clicks are not counted by this");

  static final Problem TOO_MANY_LINKS =
      new Problem(TOO_LARGE, "too-many-links", "At most 1,000 links are made at once");
  static final Problem NO_DOMAIN = invalid("no-domain", "A domain must be named");

  private LinkProblem() {}
}
