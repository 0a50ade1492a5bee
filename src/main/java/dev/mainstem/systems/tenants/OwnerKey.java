package dev.mainstem.systems.tenants;

import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Asked;
import dev.mainstem.engine.Bus;
import dev.mainstem.kernel.Caller;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.systems.tenants.TenantCommand.IssueKey;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;

/** The first key of a house, issued by the house itself. */
public record OwnerKey(String secret) {
  private static final Set<String> OWNER = Set.of(Caller.OWNER);

  public static OwnerKey make() {
    return new OwnerKey(new KeyMint(new SecureRandom()).secret(Tenant.LOCAL.name()));
  }

  public Future<Answer> issue(Bus bus) {
    var hash = KeyMint.hash(secret);
    var local = Tenant.LOCAL;
    var command = new IssueKey(local.name(), "first owner", OWNER, Optional.empty(), hash);
    var from = Asked.From.outside(local, new Caller("house", OWNER), "");
    return bus.ask("tenants", command, Bus.Terms.of(from));
  }

  /** Keeps the secret out of messages. */
  @Override
  public String toString() {
    return "owner key";
  }
}
