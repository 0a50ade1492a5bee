package dev.mainstem.systems.tenants;

import dev.mainstem.engine.Callers;
import dev.mainstem.kernel.Caller;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.store.Store;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** Tells doors who asks, from published keys and the clock on the wall. Safe for all threads. */
public final class KeyCallers implements Callers {
  private final Tenants tenants;
  private final Store store;
  private final InstantSource clock;

  public KeyCallers(Tenants tenants, Store store, InstantSource clock) {
    this.tenants = tenants;
    this.store = store;
    this.clock = clock;
  }

  private <R> R read(boolean memoryOnly, Function<TenantTables, R> read) {
    var reader = new Store.Reader(Tenant.HOUSE, Optional.empty(), memoryOnly);
    return store.read(tenants, reader, read);
  }

  @Override
  public Optional<Who> byKey(String key, boolean memoryOnly) {
    return byHash(KeyMint.hash(key), memoryOnly);
  }

  @Override
  public Optional<Who> byHash(String keyHash, boolean memoryOnly) {
    return read(memoryOnly, known -> known.keys.find(keyHash))
        .filter(key -> key.live(clock.instant()))
        .map(key -> new Who(new Tenant(key.tenant()), new Caller(key.name(), key.scopes())));
  }

  @Override
  public String hash(String key) {
    return hashOf(key);
  }

  /** The hash under which a key is known, in any house. */
  public static String hashOf(String key) {
    return KeyMint.hash(key);
  }

  @Override
  public boolean keysIssued(boolean memoryOnly) {
    return read(memoryOnly, TenantTables::keysIssued);
  }
}
