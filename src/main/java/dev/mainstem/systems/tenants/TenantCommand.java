package dev.mainstem.systems.tenants;

import static dev.mainstem.kernel.Decision.happened;
import static dev.mainstem.kernel.Decision.unchanged;
import static dev.mainstem.systems.tenants.TenantProblem.FIRST_KEY_OWNS;
import static dev.mainstem.systems.tenants.TenantProblem.ID_TAKEN;
import static dev.mainstem.systems.tenants.TenantProblem.LAST_OWNER_KEY;
import static dev.mainstem.systems.tenants.TenantProblem.OPERATOR_ONLY;
import static dev.mainstem.systems.tenants.TenantProblem.SCOPE_NOT_HELD;

import dev.mainstem.kernel.Caller;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.systems.tenants.TenantEvent.KeyIssued;
import dev.mainstem.systems.tenants.TenantEvent.KeyRevoked;
import dev.mainstem.systems.tenants.TenantEvent.TenantFounded;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What may be asked of tenants, each with its rule. */
public sealed interface TenantCommand<R> extends Command<TenantTables, R> {

  /** Only the operator, who is the owner of {@code local}, lets others move in. */
  record Found(
      @Pattern(regexp = "[a-z][a-z0-9-]{1,39}") String id, @Size(min = 1, max = 120) String title)
      implements TenantCommand<Company> {
    @Override
    public Decision<Company> decide(TenantTables known, Moment at) {
      if (!at.tenant().equals(Tenant.LOCAL)) throw OPERATOR_ONLY.refusal();
      if (known.exists(id)) throw ID_TAKEN.at("/id", id);
      return happened(new TenantFounded(id, title)).answering(() -> known.companies.get(id));
    }
  }

  /** Nobody gives away more than he has, and the first key of the house must open everything. */
  record IssueKey(
      String tenant,
      @Size(min = 1, max = 60) String name,
      @NotEmpty Set<String> scopes,
      Optional<Instant> expiresAt,
      String hash)
      implements TenantCommand<ApiKey> {
    @Override
    public Decision<ApiKey> decide(TenantTables known, Moment at) {
      known.company(tenant, at.tenant());
      for (var scope : scopes)
        if (!at.caller().may(scope)) throw SCOPE_NOT_HELD.at("/scopes", scope);
      boolean owns = scopes.contains(Caller.OWNER) && expiresAt.isEmpty();
      boolean ofOperator = tenant.equals(Tenant.LOCAL.name());
      if (!known.keysIssued() && !(owns && ofOperator)) throw FIRST_KEY_OWNS.refusal();
      var issued = new KeyIssued(at.id(1).toString(), tenant, name, scopes, expiresAt, hash);
      return happened(issued).answering(() -> known.keys.get(hash));
    }
  }

  /** The last key that opens everything stays: else nobody could issue another. */
  record RevokeKey(String id, String key) implements TenantCommand<Void> {
    @Override
    public Decision<Void> decide(TenantTables known, Moment at) {
      known.company(id, at.tenant());
      var row = known.key(id, key);
      if (row.revoked()) return unchanged();
      if (known.lastOwner(row)) throw LAST_OWNER_KEY.of(key);
      return happened(new KeyRevoked(row.hash()));
    }
  }
}
