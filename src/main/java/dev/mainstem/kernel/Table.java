package dev.mainstem.kernel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Typed rows by key, of one tenant, as of what its {@link Tables} are bound to. Keys are ordered by
 * their components. Changed only inside {@code applyTo}.
 *
 * <p>Not thread-safe: an instance belongs to the thread its {@link Tables} were bound for.
 *
 * @param <K> a record, or a {@code String}, {@code Long}, {@code Integer}, {@code Instant}, {@link
 *     Id} or enum
 * @param <V> a record
 */
public final class Table<K, V> {
  private static final Problem ABSENT = Problem.notFound("not-found", "There is no such thing");

  private final Tables owner;
  private final int ordinal;
  private final String name;
  private final Class<K> key;
  private final Class<V> row;
  private final List<Index<?, K, V>> indexes = new ArrayList<>(2);
  private String journal = JournalSpec.MAIN;
  private Problem absent = ABSENT;

  Table(Tables owner, String name, Class<K> key, Class<V> row) {
    this.owner = owner;
    this.ordinal = owner.tableCount();
    this.name = name;
    this.key = key;
    this.row = row;
  }

  /** The problem {@link #require} refuses with. */
  public Table<K, V> absent(Problem problem) {
    absent = problem;
    return this;
  }

  /** The journal whose events write this table; {@code main} unless said otherwise. */
  public Table<K, V> in(String journal) {
    this.journal = journal;
    return this;
  }

  /** An index by one value of a row; a row for which it is null is not in the index. */
  public <A> Index<A, K, V> index(String name, Class<A> by, Function<V, A> value) {
    return indexAll(
        name,
        by,
        row -> {
          A a = value.apply(row);
          return a == null ? List.of() : List.of(a);
        });
  }

  /** An index by many values of a row. */
  public <A> Index<A, K, V> indexAll(
      String name, Class<A> by, Function<V, ? extends Collection<A>> values) {
    var index = owner.index(this, name, by, values);
    indexes.add(index);
    return index;
  }

  public Optional<V> find(K key) {
    return owner.rows().find(this, key).map(Row::value);
  }

  /** The row, which the caller knows to be there. A missing one is a bug, not a refusal. */
  public V get(K key) {
    return find(key).orElseThrow(() -> new IllegalStateException("no " + name + " " + key));
  }

  /** The row, or a refusal with this table's {@link #absent} problem. */
  public V require(K key) {
    return find(key).orElseThrow(() -> absent.of(key));
  }

  /** The row with its revision, or a refusal. */
  public Row<K, V> requireRow(K key) {
    return owner.rows().find(this, key).orElseThrow(() -> absent.of(key));
  }

  public boolean has(K key) {
    return owner.rows().find(this, key).isPresent();
  }

  /** Rows of the span in key order, at most {@code limit} (1 to {@link Page#MAX}). */
  public List<Row<K, V>> scan(Span span, int limit) {
    return owner.rows().scan(this, span, Math.min(limit, Page.MAX)).items();
  }

  /** One page of the span. */
  public Page.Of<V> page(Span span, Page page) {
    return owner.rows().scan(this, span.after(page.after()), page.limit()).map(Row::value);
  }

  /**
   * Looks at every row of the span, in key order, until a look answers something; for invariants
   * and the like, which may take as long as they take.
   *
   * @param look answers null to go on
   */
  public <R> Optional<R> walk(Span span, Function<Row<K, V>, R> look) {
    for (var at = span; ; ) {
      var page = owner.rows().scan(this, at, Page.MAX);
      for (var row : page.items()) {
        R seen = look.apply(row);
        if (seen != null) return Optional.of(seen);
      }
      if (page.next().isEmpty()) return Optional.empty();
      at = span.after(page.next());
    }
  }

  public void put(K key, V row) {
    owner.rows().put(this, key, row);
  }

  public void remove(K key) {
    owner.rows().remove(this, key);
  }

  /** Its place in the order of declaration, from 0. */
  public int ordinal() {
    return ordinal;
  }

  public String name() {
    return name;
  }

  public String journal() {
    return journal;
  }

  public Class<K> keyType() {
    return key;
  }

  public Class<V> rowType() {
    return row;
  }

  Tables owner() {
    return owner;
  }

  /** Indexes of this table, in order of declaration. */
  public List<Index<?, K, V>> indexes() {
    return indexes;
  }
}
