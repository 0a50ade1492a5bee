package dev.mainstem.systems.tenants;

import dev.mainstem.kernel.Ask;
import dev.mainstem.kernel.Routes;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.systems.tenants.TenantCommand.Found;
import dev.mainstem.systems.tenants.TenantCommand.IssueKey;
import dev.mainstem.systems.tenants.TenantCommand.RevokeKey;
import java.security.SecureRandom;

/** Tenants: who lives in the house, and the keys they ask with. */
public final class Tenants extends Subsystem<TenantTables> {
  private final KeyMint mint;

  /**
   * @param random where keys' secrets come from
   */
  public Tenants(SecureRandom random) {
    super("tenants", TenantCommand.class, TenantEvent.class, TenantTables::new);
    this.mint = new KeyMint(random);
  }

  @Override
  public boolean houseWide() {
    return true;
  }

  @Override
  public void http(Routes<TenantTables> http) {
    http.post("/tenants", Found.class).created("/tenants/{id}").says("Founds a tenant.");
    http.get("/tenants", (known, ask) -> known.seenBy(ask.tenant(), ask.page()))
        .lists(Company.class)
        .says("Lists tenants: all of them for the operator, else one's own.");
    http.get("/tenants/{id}", (known, ask) -> known.company(ask.path("id"), ask.tenant()))
        .shows(Company.class)
        .says("Shows a tenant.");
    http.post("/tenants/{id}/keys", NewKey.class, this::issue)
        .created("/tenants/{tenant}/keys/{id}")
        .says("Issues a key. Its secret is shown here and never again.");
    http.get("/tenants/{id}/keys", Tenants::keys)
        .lists(KeyView.class)
        .says("Lists a tenant's keys, without their secrets.");
    http.delete("/tenants/{id}/keys/{key}", RevokeKey.class).says("Revokes a key.");
  }

  private static Object keys(TenantTables known, Ask ask) {
    var tenant = known.company(ask.path("id"), ask.tenant()).id();
    return known.byTenant.page(Span.of(tenant), ask.page()).map(KeyView::of);
  }

  private Routes.Turn<ApiKey> issue(Ask ask, NewKey wanted) {
    var secret = mint.secret(ask.path("id"));
    var hash = KeyMint.hash(secret);
    var command =
        new IssueKey(ask.path("id"), wanted.name(), wanted.scopes(), wanted.expiresAt(), hash);
    return new Routes.Turn<>(command, key -> IssuedKey.of(key, hash, secret));
  }
}
