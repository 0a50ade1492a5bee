package dev.mainstem.systems.tenants;

import static dev.mainstem.kernel.Problem.conflict;
import static dev.mainstem.kernel.Problem.forbidden;
import static dev.mainstem.kernel.Problem.notFound;
import static dev.mainstem.kernel.Problem.unprocessable;

import dev.mainstem.kernel.Problem;

/** The ways tenants says no. */
final class TenantProblem {
  static final Problem ID_TAKEN = conflict("id-taken", "There is a tenant of this name already");
  static final Problem NO_SUCH_TENANT = notFound("no-such-tenant", "There is no such tenant");
  static final Problem NO_SUCH_KEY = notFound("no-such-key", "There is no such key");
  static final Problem OPERATOR_ONLY =
      forbidden("operator-only", "Only the operator of the house may do this");
  static final Problem SCOPE_NOT_HELD =
      forbidden("scope-not-held", "A key cannot give away a scope it does not have");
  static final Problem FIRST_KEY_OWNS =
      unprocessable(
          "first-key-owns", "The first key must be local's, carry scope owner and not expire");
  static final Problem LAST_OWNER_KEY =
      conflict("last-owner-key", "The last live owner key cannot be revoked");

  private TenantProblem() {}
}
