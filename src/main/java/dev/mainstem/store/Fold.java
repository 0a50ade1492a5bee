package dev.mainstem.store;

import dev.mainstem.codec.Codec;
import dev.mainstem.codec.Keys;
import dev.mainstem.store.Database.Family;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Turns commits into one batch of the database. Owned by the folding thread. */
final class Fold {
  /** Of rows that are new, no more than these of one batch are cached. */
  private static final int MOST_CACHED = 5_000;

  private final Database database;
  private final RowCache cache;
  private final Undo undo;
  private final Memos memos;
  private final Codec codec;
  private final Stillness stillness;
  private boolean past = true;

  /** What is brought forward. */
  record Ground(Database database, RowCache cache, Memos memos, Stillness stillness) {}

  Fold(Ground on, Codec codec) {
    this.database = on.database();
    this.cache = on.cache();
    this.undo = new Undo(database);
    this.memos = on.memos();
    this.stillness = on.stillness();
    this.codec = codec;
  }

  /** Whether before-images are kept; they are if nothing is said. */
  Fold past(boolean kept) {
    past = kept;
    return this;
  }

  static Object decode(Codec codec, Class<?> type, byte[] bytes) {
    return codec.fromCbor(type, Arrays.copyOfRange(bytes, Long.BYTES, bytes.length));
  }

  /** Writes the batch and brings the cache up to it; answers the batch's number. */
  long apply(List<Commit> group, Ledger.Change reached, boolean replayed) {
    long number = cache.begin();
    var newest = new ArrayList<Write>();
    try (var batch = new WriteBatch()) {
      var writes = new ArrayList<Placed>();
      memos.remember(batch, group, replayed);
      for (var commit : group) {
        for (var write : commit.writes()) writes.add(Placed.of(write, commit.last()));
      }
      // In key order the database finds each place near the last one; same keys stay in turn.
      writes.sort(Placed::compareTo);
      for (int i = 0; i < writes.size(); i++) {
        var next = i + 1 < writes.size() ? writes.get(i + 1) : null;
        if (put(batch, writes.get(i), next)) newest.add(writes.get(i).write());
      }
      reached.on(batch);
      database.write(batch);
    } catch (RocksDBException e) {
      throw new StoreBroken("cannot fold", e);
    }
    boolean many = newest.size() > MOST_CACHED;
    for (var write : newest) cache(write, many);
    return number;
  }

  /** A write and the position of its commit, with the beginning of its key at hand. */
  private record Placed(Write write, long last, long head, long next)
      implements Comparable<Placed> {
    static Placed of(Write write, long last) {
      return new Placed(write, last, write.key().word(0), write.key().word(1));
    }

    @Override
    public int compareTo(Placed other) {
      if (head != other.head) return Long.compareUnsigned(head, other.head);
      if (next != other.next) return Long.compareUnsigned(next, other.next);
      return write.key().compareTo(other.write.key());
    }

    boolean sameRow(Placed other) {
      return other != null
          && other.next == next
          && other.write.space() == write.space()
          && other.write.key().equals(write.key());
    }
  }

  /**
   * Of several versions of a row in one batch only the last is put; all leave before-images, but
   * for those that were overwritten by their own commit: nobody ever sees them, so they are not
   * even spelled. Answers whether it was put.
   */
  private boolean put(WriteBatch batch, Placed placed, Placed next) throws RocksDBException {
    var write = placed.write();
    boolean overwritten = placed.sameRow(next);
    stillness.wrote(write.key(), placed.last());
    if (!overwritten || next.last() != placed.last()) encode(write);
    if (past) undo.keep(batch, write, placed.last());
    if (overwritten) return false;
    boolean row = write.space() == Write.Space.ROWS;
    var family = database.handle(row ? Family.ROWS : Family.INDEX);
    var key = write.key().array();
    if (!write.after().present()) batch.delete(family, key);
    else batch.put(family, key, row ? write.after().bytes() : new byte[0]);
    return true;
  }

  private void encode(Write write) {
    if (write.space() == Write.Space.INDEX || !write.after().present()) return;
    var row = codec.toCbor(write.after().row());
    var bytes = new byte[Long.BYTES + row.length];
    System.arraycopy(Bytes.ofLong(write.after().revision()), 0, bytes, 0, Long.BYTES);
    System.arraycopy(row, 0, bytes, Long.BYTES, row.length);
    write.after().encoded(bytes);
  }

  private void cache(Write write, boolean many) {
    if (write.space() == Write.Space.INDEX) return;
    if (!write.after().present()) cache.remove(write.key());
    else if (many) cache.replace(write.key(), write.after());
    else cache.put(write.key(), write.after());
  }

  /** Deletes all rows, entries and before-images of a system and marks it as folded to nothing. */
  void forget(Layout layout, Ledger ledger, List<String> journals) {
    try (var batch = new WriteBatch()) {
      for (var id : layout.rowPrefixes()) forget(batch, Family.ROWS, id, (byte) 'r');
      for (var id : layout.indexPrefixes()) forget(batch, Family.INDEX, id, (byte) 'i');
      for (var journal : journals) ledger.behind(batch, layout.system(), journal, 0);
      database.write(batch);
    } catch (RocksDBException e) {
      throw new StoreBroken("cannot forget the tables of " + layout.system(), e);
    }
  }

  private void forget(WriteBatch batch, Family family, byte[] id, byte space)
      throws RocksDBException {
    batch.deleteRange(database.handle(family), id, Keys.after(id));
    var before = Bytes.join(new byte[] {space}, id);
    batch.deleteRange(database.handle(Family.UNDO), before, Keys.after(before));
  }
}
