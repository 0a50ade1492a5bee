package dev.mainstem.kernel;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/**
 * Rows of a table by another value, kept in step with the table by the store.
 *
 * @param <A> the value
 * @param <K> the table's key
 * @param <V> the table's row
 */
public final class Index<A, K, V> {
  private final Table<K, V> table;
  private final int ordinal;
  private final String name;
  private final Class<A> by;
  private final Function<V, ? extends Collection<A>> values;

  Index(Table<K, V> table, String name, Class<A> by, Function<V, ? extends Collection<A>> values) {
    this.table = table;
    this.ordinal = table.owner().indexCount();
    this.name = name;
    this.by = by;
    this.values = values;
  }

  /** Rows with this value, in key order, one page. */
  public Page.Of<V> page(A value, Page page) {
    return page(Span.of(value), page);
  }

  /** Rows of a span of values, in order of value and key; the span's prefix is the value. */
  public Page.Of<V> page(Span span, Page page) {
    return table.owner().rows().scan(this, span.after(page.after()), page.limit()).map(Row::value);
  }

  /** The first row with this value, for values that belong to one row. */
  public Optional<V> first(A value) {
    return table.owner().rows().scan(this, Span.of(value), 1).items().stream()
        .map(Row::value)
        .findFirst();
  }

  public Table<K, V> table() {
    return table;
  }

  /** Its place in the order of declaration, from 0. */
  public int ordinal() {
    return ordinal;
  }

  public String name() {
    return name;
  }

  public Class<A> by() {
    return by;
  }

  /** The values under which this row is found. */
  public Collection<A> values(V row) {
    return values.apply(row);
  }
}
