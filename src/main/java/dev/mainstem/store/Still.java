package dev.mainstem.store;

import dev.mainstem.codec.Keys;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tables;
import dev.mainstem.kernel.Tenant;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * One published state that stands still until it is closed; see {@link Store#still}. One thread.
 */
public final class Still implements AutoCloseable {
  private final Store store;
  private final Published state;

  Still(Store store, Published state) {
    this.store = store;
    this.state = state;
  }

  public long position(String journal) {
    return state.position(journal);
  }

  /** Reads one tenant's tables in this state. */
  public <S extends Tables, R> R read(Subsystem<S> system, Tenant tenant, Function<S, R> read) {
    return store.read(system, tenant, new SnapshotRows.Sight(state, null, false), read);
  }

  /** Whoever has a row of this system. */
  public List<Tenant> tenants(Subsystem<?> system) {
    var layout = store.layout(system.name());
    var tenants = new TreeMap<String, Tenant>();
    for (var table : system.tables().tables()) {
      var base = layout.id(table);
      try (var scan = store.rowsAt(new Reach(base, base, Keys.after(base), false), state)) {
        while (scan.valid()) {
          var tenant = layout.keys().decode(Tenant.class, scan.key(), base.length);
          tenants.put(tenant.name(), tenant);
          scan.seek(Keys.after(layout.keys().encode(base, tenant)));
        }
      }
    }
    return List.copyOf(tenants.values());
  }

  /**
   * Compares some systems' rows with what stands in another store.
   *
   * @param pace hears, every few thousand rows, how many were looked at; may pause, or throw
   */
  public Comparison compare(Store expected, Collection<String> systems, LongConsumer pace) {
    var comparison = store.comparison(state, expected).paced(pace);
    for (var name : systems) {
      var layout = store.layout(name);
      comparison.compare(layout.subsystem(), layout);
    }
    return comparison;
  }

  @Override
  public void close() {
    state.release();
  }
}
