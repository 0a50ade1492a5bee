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
  private final Database database;
  private final RowCache cache;
  private final Undo undo;
  private final Memos memos;
  private final Codec codec;
  private boolean past = true;

  Fold(Database database, RowCache cache, Memos memos, Codec codec) {
    this.database = database;
    this.cache = cache;
    this.undo = new Undo(database);
    this.memos = memos;
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
    try (var batch = new WriteBatch()) {
      var writes = new ArrayList<Placed>();
      memos.remember(batch, group, replayed);
      for (var commit : group) add(writes, commit);
      // In key order the database finds each place near the last one; same keys stay in turn.
      writes.sort((a, b) -> a.write().key().compareTo(b.write().key()));
      for (int i = 0; i < writes.size(); i++) {
        var next = i + 1 < writes.size() ? writes.get(i + 1) : null;
        put(batch, writes.get(i), next);
      }
      reached.on(batch);
      database.write(batch);
    } catch (RocksDBException e) {
      throw new StoreBroken("cannot fold", e);
    }
    for (var commit : group) commit.writes().forEach(this::cache);
    return number;
  }

  /** A write and the position of its commit. */
  private record Placed(Write write, long last) {}

  private void add(List<Placed> writes, Commit commit) {
    long last = commit.last();
    for (var write : commit.writes()) {
      encode(write);
      writes.add(new Placed(write, last));
    }
  }

  /** Of several versions of a row in one batch only the last is put; all leave before-images. */
  private void put(WriteBatch batch, Placed placed, Placed next) throws RocksDBException {
    var write = placed.write();
    if (past) undo.keep(batch, write, placed.last());
    boolean overwritten =
        next != null
            && next.write().space() == write.space()
            && next.write().key().equals(write.key());
    if (overwritten) return;
    boolean row = write.space() == Write.Space.ROWS;
    var family = database.handle(row ? Family.ROWS : Family.INDEX);
    var key = write.key().array();
    if (!write.after().present()) batch.delete(family, key);
    else batch.put(family, key, row ? write.after().bytes() : new byte[0]);
  }

  private void encode(Write write) {
    if (write.space() == Write.Space.INDEX || !write.after().present()) return;
    var row = codec.toCbor(write.after().row());
    var bytes = new byte[Long.BYTES + row.length];
    System.arraycopy(Bytes.ofLong(write.after().revision()), 0, bytes, 0, Long.BYTES);
    System.arraycopy(row, 0, bytes, Long.BYTES, row.length);
    write.after().encoded(bytes);
  }

  private void cache(Write write) {
    if (write.space() == Write.Space.INDEX) return;
    if (write.after().present()) cache.put(write.key(), write.after());
    else cache.remove(write.key());
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
