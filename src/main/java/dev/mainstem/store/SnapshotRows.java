package dev.mainstem.store;

import dev.mainstem.kernel.View;
import java.util.ArrayList;
import java.util.List;

/**
 * What readers know: one published state, or that state with journals wound back to earlier
 * positions. Never changes. Owned by the thread of the read.
 */
final class SnapshotRows extends BoundRows {
  private final Store store;
  private final Published published;
  private final boolean memoryOnly;
  private final AsOf asOf;

  /**
   * What is seen.
   *
   * @param asOf where to read, or null for the published state itself
   * @param memoryOnly refuse with {@link Miss} whatever would touch the disk
   */
  record Sight(Published published, AsOf asOf, boolean memoryOnly) {}

  SnapshotRows(Store store, Layout layout, Sight sight) {
    super(layout);
    this.store = store;
    this.published = sight.published();
    this.asOf = sight.asOf();
    this.memoryOnly = sight.memoryOnly();
  }

  /** Whether what this key leads to may have been otherwise then. */
  private boolean woundBack(String journal, byte[] key) {
    if (asOf == null || !asOf.before(journal, published.position(journal))) return false;
    return !store.stillness().since(key, journal, asOf.position(journal).getAsLong());
  }

  @Override
  Stored version(Bytes key, String journal, Class<?> type) {
    boolean back = woundBack(journal, key.array());
    long limit = back ? asOf.position(journal).getAsLong() : published.position(journal);
    var cached = store.cached(key);
    if (cached != null && seen(cached, limit, back)) return cached.present() ? cached : null;
    if (memoryOnly) throw Miss.MISS;
    if (back) return store.asOf(key, type, asOf.position(journal).getAsLong(), published);
    // A newer version than ours may be cached; then only the snapshot still has ours.
    var newest = cached == null ? store.newest(key, type) : cached;
    if (seen(newest, limit, false)) return newest.present() ? newest : null;
    return store.at(key, type, published);
  }

  /** Whether the newest version is also the one of this state. */
  private boolean seen(Stored newest, long limit, boolean back) {
    if (newest.present()) return newest.revision() <= limit;
    return !back && newest.revision() <= published.batch();
  }

  @Override
  List<Found> rows(Reach reach, String journal, Class<?> type, int limit) {
    if (memoryOnly) throw Miss.MISS;
    if (woundBack(journal, reach.base())) {
      return store.asOfRows(walk(reach, journal), type, limit);
    }
    try (var durable = store.rowsAt(reach, type, published)) {
      return take(durable, limit);
    }
  }

  @Override
  List<Found> entries(Reach reach, String journal, int limit) {
    if (memoryOnly) throw Miss.MISS;
    if (woundBack(journal, reach.base())) {
      return store.asOfEntries(walk(reach, journal), limit);
    }
    try (var durable = store.entriesAt(reach, published)) {
      return take(durable, limit);
    }
  }

  private Undo.Walk walk(Reach reach, String journal) {
    return new Undo.Walk(reach, asOf.position(journal).getAsLong(), published.snapshot());
  }

  @Override
  public <P> P picture(View<P> view) {
    if (asOf != null) throw Pictures.NOT_KEPT.at("/asOf", view.name());
    long position = published.position(view.journal());
    var wanted = new Pictures.Wanted<>(layout.system(), view, tenant(), position);
    return store.pictures().of(wanted, memoryOnly);
  }

  private static List<Found> take(DurableScan durable, int limit) {
    var found = new ArrayList<Found>();
    for (; durable.valid() && found.size() < limit; durable.next()) found.add(durable.found());
    return found;
  }

  @Override
  boolean entriesAreGuesses() {
    return asOf != null;
  }
}
