package dev.mainstem.store;

import dev.mainstem.kernel.Claim;
import dev.mainstem.kernel.Index;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Table;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.kernel.Working;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What one writer knows: the newest durable rows, under the overlay of what it has decided since.
 * The only rows that can be changed, and only between {@link Desk#begin} and its end. Owned by the
 * writer's thread.
 */
final class WriterRows extends BoundRows {
  private final Store store;
  private final Overlay overlay;
  private final Recalled recalled = new Recalled();
  private final Bench bench = new Bench();

  WriterRows(Store store, Layout layout, Overlay overlay) {
    super(layout);
    this.store = store;
    this.overlay = overlay;
  }

  @Override
  Stored version(Bytes key, String journal, Class<?> type) {
    var decided = overlay.find(key);
    if (decided != null) return decided.present() ? decided : null;
    if (recalled.missing(key, store.stillness().upheavals())) return null;
    var newest = store.newestForRule(key, type);
    if (newest.present()) return newest;
    recalled.missed(key);
    return null;
  }

  @Override
  List<Found> rows(Reach reach, String journal, Class<?> type, int limit) {
    return recalled.in(reach, limit, store.stillness().upheavals(), () -> walk(reach, type, limit));
  }

  private List<Found> walk(Reach reach, Class<?> type, int limit) {
    try (var durable = store.newestRows(reach, type)) {
      return Merge.of(durable, overlay.walk(Write.Space.ROWS, reach), reach.descending(), limit);
    }
  }

  @Override
  List<Found> entries(Reach reach, String journal, int limit) {
    return recalled.in(reach, limit, store.stillness().upheavals(), () -> walk(reach, limit));
  }

  private List<Found> walk(Reach reach, int limit) {
    try (var durable = store.newestEntries(reach)) {
      return Merge.of(durable, overlay.walk(Write.Space.INDEX, reach), reach.descending(), limit);
    }
  }

  @Override
  boolean entriesAreGuesses() {
    return false;
  }

  @Override
  public <K, V> void put(Table<K, V> table, K key, V row) {
    change(table, key, row);
  }

  @Override
  public <K, V> void remove(Table<K, V> table, K key) {
    change(table, key, null);
  }

  private <K, V> void change(Table<K, V> table, K key, V row) {
    var journal = layout.journal(table);
    if (!journal.equals(overlay.open().journal())) {
      throw new IllegalStateException(
          "table " + table.name() + " is written by events of " + journal + " only");
    }
    var at = key(table, key);
    var before = version(at, journal, table.rowType());
    if (row == null && before == null) return;
    for (var index : table.indexes()) {
      reindex(index, key, before == null ? null : table.rowType().cast(before.row()), row);
    }
    write(Write.Space.ROWS, at, after(row, before), before);
  }

  private void write(Write.Space space, Bytes at, Stored after, Stored before) {
    overlay.write(space, at, after, before);
    recalled.wrote(at);
  }

  private Stored after(Object row, Stored before) {
    var place = overlay.open().place();
    return row == null ? Stored.removed(place) : Stored.decided(row, place, before);
  }

  private <A, K, V> void reindex(Index<A, K, V> index, K key, V before, V after) {
    Collection<A> old = before == null ? Set.of() : index.values(before);
    Collection<A> now = after == null ? Set.of() : index.values(after);
    for (var value : old) if (!now.contains(value)) mark(index, value, key, null);
    for (var value : now) if (!old.contains(value)) mark(index, value, key, Boolean.TRUE);
  }

  private void mark(Index<?, ?, ?> index, Object value, Object key, Boolean present) {
    write(Write.Space.INDEX, entry(index, value, key), after(present, null), null);
  }

  @Override
  public <K> void take(Claim<K> claim, K name) {
    claim(key(claim, name), tenant());
  }

  @Override
  public <K> void release(Claim<K> claim, K name) {
    claim(key(claim, name), null);
  }

  private void claim(Bytes key, Tenant holder) {
    if (!overlay.open().journal().equals(JournalSpec.MAIN)) {
      throw new IllegalStateException("claims are written by events of main only");
    }
    var before = version(key, JournalSpec.MAIN, Tenant.class);
    if (holder == null && before == null) return;
    write(Write.Space.ROWS, key, after(holder, before), before);
  }

  @Override
  public <K, W> W working(Working<K, W> working, K key) {
    return bench.of(working, tenant(), key);
  }

  @Override
  public <K, W> void follow(Working<K, W> working, K key, Consumer<W> change) {
    bench.follow(working, tenant(), key, change);
  }

  /** What was decided last did not happen: what followed it is of no use. */
  void undo() {
    recalled.forgetAll();
    bench.forgetTouched();
  }

  /** What was decided last did happen. */
  void done() {
    bench.keepTouched();
  }
}
