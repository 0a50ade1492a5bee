package dev.mainstem.systems.tenants;

import static java.time.Duration.ofHours;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.house.Story;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.systems.tenants.TenantCommand.Found;
import dev.mainstem.systems.tenants.TenantCommand.IssueKey;
import dev.mainstem.systems.tenants.TenantCommand.RevokeKey;
import dev.mainstem.systems.tenants.TenantEvent.KeyIssued;
import dev.mainstem.systems.tenants.TenantEvent.KeyRevoked;
import dev.mainstem.systems.tenants.TenantEvent.TenantFounded;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The law of tenants and their keys. */
class TenantsTest {
  private static final Optional<Instant> FOR_EVER = Optional.empty();
  private static final Optional<Instant> SOON = Optional.of(Story.NOON.plus(ofHours(1)));
  private static final Set<String> OWNER = Set.of("owner");
  private static final Set<String> WRITES = Set.of("links:write");
  private static final TenantFounded ACME = new TenantFounded("acme", "Acme");
  private static final KeyIssued FIRST = issued("k1", "local", OWNER, FOR_EVER);

  private final Story<TenantTables> tenants = Story.of(new Tenants(new SecureRandom()));

  private static KeyIssued issued(
      String id, String tenant, Set<String> scopes, Optional<Instant> until) {
    return new KeyIssued(id, tenant, "key " + id, scopes, until, "hash of " + id);
  }

  private static IssueKey issue(String tenant, Set<String> scopes, Optional<Instant> until) {
    return new IssueKey(tenant, "a key", scopes, until, "a hash");
  }

  private KeyIssued asIssued(IssueKey asked) {
    var id = tenants.lastId(1).toString();
    return new KeyIssued(
        id, asked.tenant(), asked.name(), asked.scopes(), asked.expiresAt(), asked.hash());
  }

  @Test
  void the_operator_founds_tenants() {
    tenants
        .when("op", new Found("acme", "Acme"))
        .happened(ACME)
        .answered(acme -> assertEquals(new Company("acme", "Acme", Story.NOON), acme));
  }

  @Test
  void nobody_else_founds_tenants() {
    tenants.given("op", ACME).in("acme").when("eve", new Found("evil", "Evil"));
    tenants.when("eve", new Found("evil", "Evil")).refused("operator-only");
  }

  @Test
  void an_id_is_one_tenants_for_ever() {
    tenants.given("op", ACME).when("op", new Found("acme", "Other")).refused("id-taken", "/id");
  }

  @Test
  void the_operators_own_id_is_taken_from_the_beginning() {
    tenants.when("op", new Found("local", "Me too")).refused("id-taken", "/id");
  }

  @Test
  void the_first_key_of_the_house_is_an_owner_key_of_the_operator() {
    var asked = issue("local", OWNER, FOR_EVER);
    tenants.when("op", asked).happened(asIssued(asked));
    assertTrue(tenants.read(TenantTables::keysIssued));
  }

  @Test
  void a_first_key_that_opens_less_than_everything_is_refused() {
    tenants.when("op", issue("local", WRITES, FOR_EVER)).refused("first-key-owns");
    assertFalse(tenants.read(TenantTables::keysIssued));
  }

  @Test
  void a_first_key_that_expires_is_refused() {
    tenants.when("op", issue("local", OWNER, SOON)).refused("first-key-owns");
  }

  @Test
  void a_first_key_for_somebody_else_is_refused() {
    tenants.given("op", ACME).when("op", issue("acme", OWNER, FOR_EVER)).refused("first-key-owns");
  }

  @Test
  void after_the_first_any_key_is_issued_and_remembered_by_its_hash_only() {
    var asked = issue("local", WRITES, SOON);
    tenants
        .given("op", FIRST)
        .when("op", asked)
        .happened(asIssued(asked))
        .answered(key -> assertEquals("a hash", key.hash()));
  }

  @Test
  void the_operator_issues_keys_for_any_tenant() {
    var asked = issue("acme", OWNER, FOR_EVER);
    tenants.given("op", FIRST, ACME).when("op", asked).happened(asIssued(asked));
  }

  @Test
  void a_tenant_issues_keys_for_itself() {
    var asked = issue("acme", WRITES, FOR_EVER);
    tenants.given("op", FIRST, ACME).in("acme").when("ann", asked).happened(asIssued(asked));
  }

  @Test
  void another_tenant_is_as_good_as_missing() {
    tenants.given("op", FIRST, ACME, new TenantFounded("other", "Other")).in("other");
    tenants.when("eve", issue("acme", WRITES, FOR_EVER)).refused("no-such-tenant");
    tenants.when("eve", issue("nobody", WRITES, FOR_EVER)).refused("no-such-tenant");
    tenants.when("eve", new RevokeKey("acme", "k1")).refused("no-such-tenant");
  }

  @Test
  void a_key_for_nobody_is_refused() {
    tenants.given("op", FIRST).when("op", issue("nobody", OWNER, FOR_EVER));
    tenants.when("op", issue("nobody", OWNER, FOR_EVER)).refused("no-such-tenant");
  }

  @Test
  void nobody_gives_away_a_scope_he_does_not_hold() {
    tenants.given("op", FIRST).holding("tenants:write", "links:read");
    tenants.when("bob", issue("local", WRITES, FOR_EVER)).refused("scope-not-held", "/scopes");
    tenants.when("bob", issue("local", OWNER, FOR_EVER)).refused("scope-not-held", "/scopes");
  }

  @Test
  void a_scope_of_a_whole_system_covers_each_of_its_scopes() {
    var asked = issue("local", WRITES, FOR_EVER);
    tenants.given("op", FIRST).holding("links:*").when("bob", asked).happened(asIssued(asked));
    tenants.when("bob", issue("local", Set.of("links:*"), FOR_EVER)).answered(key -> {});
    tenants.when("bob", issue("local", Set.of("tenants:*"), FOR_EVER)).refused("scope-not-held");
  }

  @Test
  void a_revoked_key_is_kept_but_dead() {
    tenants
        .given("op", FIRST, issued("k2", "local", WRITES, FOR_EVER))
        .when("op", new RevokeKey("local", "k2"))
        .happened(new KeyRevoked("hash of k2"));
    var row = tenants.read(known -> known.keys.get("hash of k2"));
    assertTrue(row.revoked());
    assertFalse(row.live(Story.NOON));
  }

  @Test
  void revoking_twice_is_revoking_once() {
    tenants
        .given("op", FIRST, issued("k2", "local", WRITES, FOR_EVER), new KeyRevoked("hash of k2"))
        .when("op", new RevokeKey("local", "k2"))
        .unchanged();
  }

  @Test
  void a_key_that_is_not_there_cannot_be_revoked() {
    tenants
        .given("op", FIRST, ACME)
        .when("op", new RevokeKey("local", "k9"))
        .refused("no-such-key");
    tenants.when("op", new RevokeKey("acme", "k1")).refused("no-such-key");
  }

  @Test
  void the_last_owner_key_stays() {
    tenants
        .given("op", FIRST, issued("k2", "local", WRITES, FOR_EVER))
        .when("op", new RevokeKey("local", "k1"))
        .refused("last-owner-key");
  }

  @Test
  void a_second_owner_key_frees_the_first() {
    tenants
        .given("op", FIRST, issued("k2", "local", OWNER, FOR_EVER))
        .when("op", new RevokeKey("local", "k1"))
        .happened(new KeyRevoked("hash of k1"));
    tenants.when("op", new RevokeKey("local", "k2")).refused("last-owner-key");
  }

  @Test
  void an_owner_key_that_expires_is_no_second_owner_key() {
    tenants
        .given("op", FIRST, issued("k2", "local", OWNER, SOON))
        .when("op", new RevokeKey("local", "k1"))
        .refused("last-owner-key");
    tenants.when("op", new RevokeKey("local", "k2")).happened(new KeyRevoked("hash of k2"));
  }

  @Test
  void another_tenants_owner_key_is_no_second_owner_key() {
    tenants
        .given("op", FIRST, ACME, issued("k2", "acme", OWNER, FOR_EVER))
        .when("op", new RevokeKey("local", "k1"))
        .refused("last-owner-key");
  }

  @Test
  void a_key_lives_until_it_expires() {
    tenants.given("op", FIRST, issued("k2", "local", WRITES, SOON));
    var key = tenants.read(known -> known.keys.get("hash of k2"));
    assertTrue(key.live(Story.NOON.plus(ofHours(1)).minusNanos(1_000)));
    assertFalse(key.live(Story.NOON.plus(ofHours(1))));
  }

  @Test
  void the_operator_sees_all_tenants_and_the_others_themselves() {
    tenants.given("op", ACME, new TenantFounded("other", "Other"));
    assertEquals(List.of("acme", "other"), seenBy("local"));
    assertEquals(List.of("acme"), seenBy("acme"));
  }

  private List<String> seenBy(String tenant) {
    var page = tenants.read(known -> known.seenBy(new Tenant(tenant), Page.first(10)));
    return page.items().stream().map(Company::id).toList();
  }
}
