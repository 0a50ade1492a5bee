package dev.mainstem.store;

import java.util.Arrays;
import java.util.function.Function;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;

/**
 * Walks one reach of one column family, in the reach's order. Holds native memory: close it. Owned
 * by the thread that opened it.
 */
final class DurableScan implements AutoCloseable {
  private final Reach reach;
  private final ReadOptions options = new ReadOptions();
  private final Slice low;
  private final Slice high;
  private final RocksIterator rows;
  private final Function<byte[], Stored> read;
  private byte[] key;

  /**
   * Where a scan reads.
   *
   * @param snapshot the state to read, or null for the newest
   */
  record Source(RocksDB db, ColumnFamilyHandle family, Snapshot snapshot) {}

  /**
   * @param read turns a value into a row; null where values do not matter
   */
  DurableScan(Source source, Reach reach, Function<byte[], Stored> read) {
    this.reach = reach;
    this.read = read;
    low = new Slice(reach.low());
    high = new Slice(reach.high());
    options.setIterateLowerBound(low).setIterateUpperBound(high);
    if (source.snapshot() != null) options.setSnapshot(source.snapshot());
    rows = source.db().newIterator(source.family(), options);
    if (reach.descending()) rows.seekToLast();
    else rows.seek(reach.low());
    load();
  }

  private void load() {
    key = rows.isValid() ? rows.key() : null;
  }

  boolean valid() {
    return key != null;
  }

  byte[] key() {
    return key;
  }

  byte[] value() {
    return rows.value();
  }

  Found found() {
    return new Found(key, read == null ? null : read.apply(rows.value()));
  }

  void next() {
    if (reach.descending()) rows.prev();
    else rows.next();
    load();
  }

  /** Goes to the first key at or after this one, whichever way it goes on. */
  void seek(byte[] target) {
    rows.seek(Arrays.compareUnsigned(target, reach.low()) < 0 ? reach.low() : target);
    load();
  }

  /** Goes to the last key before this one, which is none itself. */
  void seekBefore(byte[] target) {
    rows.seekForPrev(target);
    load();
  }

  @Override
  public void close() {
    rows.close();
    options.close();
    low.close();
    high.close();
  }
}
