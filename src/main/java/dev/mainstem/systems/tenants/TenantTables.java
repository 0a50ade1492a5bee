package dev.mainstem.systems.tenants;

import static dev.mainstem.systems.tenants.TenantProblem.NO_SUCH_KEY;
import static dev.mainstem.systems.tenants.TenantProblem.NO_SUCH_TENANT;

import dev.mainstem.kernel.Index;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Table;
import dev.mainstem.kernel.Tables;
import dev.mainstem.kernel.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What tenants knows: house-wide, so every question here says on whose behalf it is asked. */
final class TenantTables extends Tables {
  static final String KEYS_ISSUED = "keys-issued";

  /** The house's first tenant is not founded: it is who you are before anyone issues a key. */
  private static final Company OPERATOR =
      new Company(Tenant.LOCAL.name(), "The operator", Instant.EPOCH);

  final Table<String, Company> companies =
      table("company", String.class, Company.class).absent(NO_SUCH_TENANT);
  final Table<String, ApiKey> keys = table("key", String.class, ApiKey.class).absent(NO_SUCH_KEY);
  final Index<String, String, ApiKey> byTenant = keys.index("tenant", String.class, ApiKey::tenant);
  final Index<String, String, ApiKey> byId = keys.index("id", String.class, ApiKey::id);
  final Table<String, Mark> marks = table("mark", String.class, Mark.class);

  boolean exists(String id) {
    return id.equals(OPERATOR.id()) || companies.has(id);
  }

  boolean keysIssued() {
    return marks.has(KEYS_ISSUED);
  }

  /** A tenant that this asker may know of: his own, or any for the operator. */
  Company company(String id, Tenant asker) {
    boolean own = asker.name().equals(id) || asker.equals(Tenant.LOCAL);
    if (!own) throw NO_SUCH_TENANT.of(id);
    return id.equals(OPERATOR.id()) ? OPERATOR : companies.require(id);
  }

  Page.Of<Company> seenBy(Tenant asker, Page page) {
    if (!asker.equals(Tenant.LOCAL)) {
      return new Page.Of<>(List.of(company(asker.name(), asker)), Optional.empty());
    }
    return companies.page(Span.of(), page);
  }

  ApiKey key(String tenant, String id) {
    return byId.first(id)
        .filter(key -> key.tenant().equals(tenant))
        .orElseThrow(() -> NO_SUCH_KEY.of(id));
  }

  /** Whether no other key of the tenant opens everything for good. */
  boolean lastOwner(ApiKey key) {
    if (!key.ownsForGood()) return false;
    var page = new Page.Of<ApiKey>(List.of(), Optional.of(""));
    var after = Optional.<String>empty();
    while (page.next().isPresent()) {
      page = byTenant.page(key.tenant(), new Page(after, Page.MAX));
      if (page.items().stream().anyMatch(k -> k.ownsForGood() && !k.id().equals(key.id()))) {
        return false;
      }
      after = page.next();
    }
    return true;
  }
}
