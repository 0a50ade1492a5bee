package dev.mainstem.store;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.rocksdb.RocksDB;
import org.rocksdb.Snapshot;

/**
 * One consistent state of all tables: what had been folded when it was published. Counted, since
 * the database must be told when nobody reads it any more: every {@link #retain} that said yes
 * needs its {@link #release}.
 */
final class Published {
  private final RocksDB db;
  private final Snapshot snapshot;
  private final Map<String, Long> positions;
  private final long batch;
  private final AtomicInteger open;
  private final AtomicInteger readers = new AtomicInteger(1);

  /**
   * @param batch number of the last batch in this state
   * @param open counts the states somebody may still read
   */
  Published(RocksDB db, Map<String, Long> positions, long batch, AtomicInteger open) {
    this.batch = batch;
    this.open = open;
    open.incrementAndGet();
    this.db = db;
    this.snapshot = db.getSnapshot();
    this.positions = Map.copyOf(positions);
  }

  Snapshot snapshot() {
    return snapshot;
  }

  long batch() {
    return batch;
  }

  /** Position of the last folded event of this journal. */
  long position(String journal) {
    return positions.getOrDefault(journal, 0L);
  }

  boolean retain() {
    int now = readers.get();
    while (now > 0) {
      if (readers.compareAndSet(now, now + 1)) return true;
      now = readers.get();
    }
    return false;
  }

  void release() {
    if (readers.decrementAndGet() > 0) return;
    db.releaseSnapshot(snapshot);
    open.decrementAndGet();
  }
}
