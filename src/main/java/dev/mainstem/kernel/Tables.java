package dev.mainstem.kernel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * What one system knows. A subclass declares tables, indexes and claims as final fields; an
 * instance is bound to one tenant and one place to read from, and there is no way to name another
 * tenant's rows through it.
 *
 * <p>Not thread-safe. The writer rebinds one instance for each command; every read gets its own.
 */
public abstract class Tables {
  private final List<Table<?, ?>> tables = new ArrayList<>(8);
  private final List<Index<?, ?, ?>> indexes = new ArrayList<>(8);
  private final List<Claim<?>> claims = new ArrayList<>(2);
  private Rows rows;

  protected final <K, V> Table<K, V> table(String name, Class<K> key, Class<V> row) {
    var table = new Table<>(this, name, key, row);
    tables.add(table);
    return table;
  }

  protected final <K> Claim<K> claim(String name, Class<K> key) {
    var claim = new Claim<>(this, name, key);
    claims.add(claim);
    return claim;
  }

  <A, K, V> Index<A, K, V> index(
      Table<K, V> table, String name, Class<A> by, Function<V, ? extends Collection<A>> values) {
    var index = new Index<>(table, name, by, values);
    indexes.add(index);
    return index;
  }

  int tableCount() {
    return tables.size();
  }

  int indexCount() {
    return indexes.size();
  }

  int claimCount() {
    return claims.size();
  }

  /** Binds all tables. Called by the store and by tests. */
  public final void bind(Rows rows) {
    this.rows = rows;
  }

  final Rows rows() {
    if (rows == null) throw new IllegalStateException("tables are not bound");
    return rows;
  }

  public final List<Table<?, ?>> tables() {
    return List.copyOf(tables);
  }

  public final List<Index<?, ?, ?>> indexes() {
    return List.copyOf(indexes);
  }

  public final List<Claim<?>> claims() {
    return List.copyOf(claims);
  }
}
