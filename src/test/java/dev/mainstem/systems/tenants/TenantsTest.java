package dev.mainstem.systems.tenants;

import dev.mainstem.house.Story;
import dev.mainstem.kernel.Caller;
import dev.mainstem.systems.tenants.TenantCommand.Found;
import dev.mainstem.systems.tenants.TenantCommand.IssueKey;
import dev.mainstem.systems.tenants.TenantCommand.RevokeKey;
import dev.mainstem.systems.tenants.TenantEvent.KeyIssued;
import dev.mainstem.systems.tenants.TenantEvent.KeyRevoked;
import dev.mainstem.systems.tenants.TenantEvent.TenantFounded;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The law of tenants. */
final class TenantsTest {
  private static final Set<String> OWNER = Set.of(Caller.OWNER);

  private final Story<TenantTables> tenants = Story.of(new Tenants(new SecureRandom()));

  private static KeyIssued issued(String id, String tenant, Set<String> scopes) {
    return new KeyIssued(id, tenant, "a key", scopes, Optional.empty(), "hash of " + id);
  }

  private static IssueKey issue(String tenant, Set<String> scopes) {
    return new IssueKey(tenant, "a key", scopes, Optional.empty(), "a hash");
  }

  @Test
  void the_operator_founds_tenants_each_name_once() {
    tenants
        .when("ann", new Found("acme", "Acme"))
        .happened(new TenantFounded("acme", "Acme"))
        .when("ann", new Found("acme", "Another"))
        .refused("id-taken")
        .when("ann", new Found("local", "Me"))
        .refused("id-taken");
  }

  @Test
  void nobody_else_founds_tenants() {
    tenants
        .given("ann", new TenantFounded("acme", "Acme"))
        .in("acme")
        .when("bob", new Found("evil", "Evil"))
        .refused("operator-only");
  }

  @Test
  void the_first_key_opens_everything() {
    var expiring =
        new IssueKey("local", "k", OWNER, Optional.of(Instant.parse("2030-01-01T00:00:00Z")), "h");
    tenants
        .when("ann", issue("local", Set.of("links:read")))
        .refused("first-key-owns")
        .when("ann", expiring)
        .refused("first-key-owns")
        .when("ann", issue("local", OWNER))
        .happened(KeyIssued.class);
  }

  @Test
  void the_first_key_is_the_operator_s() {
    tenants
        .given("ann", new TenantFounded("acme", "Acme"))
        .when("ann", issue("acme", OWNER))
        .refused("first-key-owns");
  }

  @Test
  void nobody_gives_away_what_he_does_not_have() {
    tenants
        .given("ann", issued("1", "local", OWNER))
        .when("bob", Set.of("tenants:write", "links:*"), issue("local", OWNER))
        .refused("scope-not-held")
        .when("bob", Set.of("tenants:write", "links:*"), issue("local", Set.of("links:read")))
        .happened(KeyIssued.class);
  }

  @Test
  void a_tenant_issues_keys_for_itself_only() {
    tenants
        .given("ann", issued("1", "local", OWNER), new TenantFounded("acme", "Acme"))
        .when("ann", issue("acme", OWNER))
        .happened(KeyIssued.class)
        .when("ann", issue("nobody", OWNER))
        .refused("no-such-tenant")
        .in("acme")
        .when("bob", issue("local", OWNER))
        .refused("no-such-tenant");
  }

  @Test
  void the_last_owner_key_stays() {
    tenants
        .given("ann", issued("1", "local", OWNER))
        .when("ann", new RevokeKey("local", "1"))
        .refused("last-owner-key")
        .given("ann", issued("2", "local", OWNER))
        .when("ann", new RevokeKey("local", "1"))
        .happened(new KeyRevoked("hash of 1"))
        .when("ann", new RevokeKey("local", "1"))
        .unchanged()
        .when("ann", new RevokeKey("local", "2"))
        .refused("last-owner-key");
  }

  @Test
  void a_key_is_revoked_by_its_tenant_only() {
    tenants
        .given("ann", issued("1", "local", OWNER), new TenantFounded("acme", "Acme"))
        .given("ann", issued("2", "acme", Set.of("links:read")))
        .when("ann", new RevokeKey("local", "2"))
        .refused("no-such-key")
        .in("acme")
        .when("bob", new RevokeKey("acme", "1"))
        .refused("no-such-key")
        .when("bob", new RevokeKey("acme", "2"))
        .happened(new KeyRevoked("hash of 2"));
  }
}
