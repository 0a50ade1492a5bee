package dev.mainstem.systems.tenants;

import dev.mainstem.kernel.Event;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can have happened to tenants, each with how it is remembered. */
public sealed interface TenantEvent extends Event<TenantTables> {

  record TenantFounded(String id, String title) implements TenantEvent {
    @Override
    public void applyTo(TenantTables known, Moment at) {
      known.companies.put(id, new Company(id, title, at.time()));
    }

    @Override
    public List<Subject> subjects() {
      return List.of(new Subject("tenants", id));
    }
  }

  record KeyIssued(
      String id,
      String tenant,
      String name,
      Set<String> scopes,
      Optional<Instant> expiresAt,
      String hash)
      implements TenantEvent {
    @Override
    public void applyTo(TenantTables known, Moment at) {
      known.keys.put(hash, new ApiKey(id, tenant, name, scopes, at.time(), expiresAt, false, hash));
      known.marks.put(TenantTables.KEYS_ISSUED, new Mark(at.time()));
    }

    @Override
    public List<Subject> subjects() {
      return List.of(new Subject("tenants", tenant));
    }
  }

  record KeyRevoked(String hash) implements TenantEvent {
    @Override
    public void applyTo(TenantTables known, Moment at) {
      known.keys.put(hash, known.keys.get(hash).asRevoked());
    }
  }
}
