package dev.mainstem.kernel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

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
  private final List<View<?>> views = new ArrayList<>(1);
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

  /**
   * @param most states kept in memory at once
   * @param made makes the state from the rows
   */
  protected final <K, W> Working<K, W> working(String name, int most, Function<K, W> made) {
    return new Working<>(this, name, most, made);
  }

  /**
   * @param version raised when the view must be made anew
   * @param made an empty one
   */
  protected final <P> View<P> view(String name, int version, Supplier<Projection<P>> made) {
    var view = new View<>(this, name, version, made);
    views.add(view);
    return view;
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

  public final List<View<?>> views() {
    return List.copyOf(views);
  }
}
