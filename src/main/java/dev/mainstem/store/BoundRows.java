package dev.mainstem.store;

import dev.mainstem.kernel.Claim;
import dev.mainstem.kernel.Index;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Row;
import dev.mainstem.kernel.Rows;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Table;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.kernel.View;
import dev.mainstem.kernel.Working;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What all bound rows share: from typed keys to store keys and back. Subclasses say which version
 * of a key is seen, and whether anything can be changed.
 */
abstract class BoundRows implements Rows {
  protected final Layout layout;
  private Tenant tenant;
  private Layout.Bases bases;

  BoundRows(Layout layout) {
    this.layout = layout;
  }

  /** Turns these rows to a tenant. */
  final void turnTo(Tenant tenant) {
    if (tenant.equals(this.tenant)) return;
    this.tenant = tenant;
    this.bases = layout.new Bases(tenant);
  }

  /** The version of this row that is seen here, or null. */
  abstract Stored version(Bytes key, String journal, Class<?> type);

  /** The versions seen in this reach, in its order, at most {@code limit}. */
  abstract List<Found> rows(Reach reach, String journal, Class<?> type, int limit);

  /** The index entries that may be seen in this reach, in its order, at most {@code limit}. */
  abstract List<Found> entries(Reach reach, String journal, int limit);

  /** Whether an entry met in the index must be checked against its row. */
  abstract boolean entriesAreGuesses();

  protected final Tenant tenant() {
    return tenant;
  }

  protected final Bytes key(Table<?, ?> table, Object key) {
    return new Bytes(layout.keys().encode(bases.of(table), key));
  }

  protected final Bytes entry(Index<?, ?, ?> index, Object value, Object key) {
    return new Bytes(layout.keys().encode(bases.of(index), value, key));
  }

  protected final Bytes key(Claim<?> claim, Object name) {
    return new Bytes(layout.claim(claim, name));
  }

  @Override
  public <K, V> Optional<Row<K, V>> find(Table<K, V> table, K key) {
    var stored = version(key(table, key), layout.journal(table), table.rowType());
    return stored == null ? Optional.empty() : Optional.of(row(table, key, stored));
  }

  private static <K, V> Row<K, V> row(Table<K, V> table, K key, Stored stored) {
    return new Row<>(key, table.rowType().cast(stored.row()), stored.revision());
  }

  @Override
  public <K, V> Page.Of<Row<K, V>> scan(Table<K, V> table, Span span, int limit) {
    var reach = Reach.of(bases.of(table), span, layout.keys());
    var items = new ArrayList<Row<K, V>>();
    if (reach.empty()) return new Page.Of<>(items, Optional.empty());
    var found = rows(reach, layout.journal(table), table.rowType(), limit + 1);
    for (var each : found.subList(0, Math.min(limit, found.size()))) {
      var key = layout.keys().decode(table.keyType(), each.key(), reach.base().length);
      items.add(row(table, key, each.stored()));
    }
    return new Page.Of<>(items, next(reach, found, limit));
  }

  @Override
  public <A, K, V> Page.Of<Row<K, V>> scan(Index<A, K, V> index, Span span, int limit) {
    var reach = Reach.of(bases.of(index), span, layout.keys());
    var hits = new ArrayList<Hit<K, V>>();
    for (var rest = reach; hits.size() <= limit && !rest.empty(); ) {
      var found = entries(rest, layout.journal(index.table()), limit + 1);
      for (var each : found) {
        seen(index, each.key(), reach.base().length)
            .ifPresent(row -> hits.add(new Hit<>(each.key(), row)));
      }
      if (found.size() <= limit) break;
      rest = beyond(rest, found.get(found.size() - 1).key());
    }
    Optional<String> next =
        hits.size() > limit
            ? Optional.of(reach.cursor(hits.get(limit - 1).entry()))
            : Optional.empty();
    return new Page.Of<>(hits.stream().limit(limit).map(Hit::row).toList(), next);
  }

  private record Hit<K, V>(byte[] entry, Row<K, V> row) {}

  private static Reach beyond(Reach reach, byte[] key) {
    return reach.descending()
        ? new Reach(reach.base(), reach.low(), key, true)
        : new Reach(reach.base(), Bytes.join(key, new byte[1]), reach.high(), false);
  }

  private <A, K, V> Optional<Row<K, V>> seen(Index<A, K, V> index, byte[] entry, int offset) {
    int at = layout.keys().skip(index.by(), entry, offset);
    var key = layout.keys().decode(index.table().keyType(), entry, at);
    var row = find(index.table(), key);
    if (!entriesAreGuesses()) return row;
    var value = layout.keys().decode(index.by(), entry, offset);
    return row.filter(seen -> index.values(seen.value()).contains(value));
  }

  private static Optional<String> next(Reach reach, List<Found> found, int limit) {
    return found.size() > limit
        ? Optional.of(reach.cursor(found.get(limit - 1).key()))
        : Optional.empty();
  }

  @Override
  public <K> Optional<Tenant> holder(Claim<K> claim, K name) {
    var stored = version(key(claim, name), JournalSpec.MAIN, Tenant.class);
    return stored == null ? Optional.empty() : Optional.of((Tenant) stored.row());
  }

  @Override
  public <K, V> void put(Table<K, V> table, K key, V row) {
    throw readOnly();
  }

  @Override
  public <K, V> void remove(Table<K, V> table, K key) {
    throw readOnly();
  }

  @Override
  public <K> void take(Claim<K> claim, K name) {
    throw readOnly();
  }

  @Override
  public <K> void release(Claim<K> claim, K name) {
    throw readOnly();
  }

  @Override
  public <K, W> W working(Working<K, W> working, K key) {
    throw new IllegalStateException(working.name() + " is the writer's alone");
  }

  @Override
  public <K, W> void follow(Working<K, W> working, K key, Consumer<W> change) {
    throw readOnly();
  }

  @Override
  public <P> P picture(View<P> view) {
    throw new IllegalStateException("rules may not read the view " + view.name());
  }

  private static IllegalStateException readOnly() {
    return new IllegalStateException("tables change only inside applyTo");
  }
}
