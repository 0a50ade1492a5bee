package dev.mainstem.store;

import dev.mainstem.store.Database.Family;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;
import org.rocksdb.WriteBatch;

/**
 * Before-images, and reads as of an earlier position.
 *
 * <p>When a commit at position W overwrites or deletes a row, what was there is kept under {@code
 * space | key | W}. The row as of P is then: the current version if its revision is at most P; else
 * the first before-image with W above P, if its own revision is at most P; else nothing. A creation
 * needs no before-image: a current version above P without one means the row did not exist.
 *
 * <p>Index entries carry no revision. A removed entry leaves a mark the same way, and an as-of scan
 * takes present and removed entries as candidates, each checked against its row as of P.
 */
final class Undo {
  private static final byte ROW = 'r';
  private static final byte ENTRY = 'i';

  /** Steps taken before a place is sought: a step is some ten times cheaper. */
  private static final int NEAR = 8;

  private final Database database;

  Undo(Database database) {
    this.database = database;
  }

  void keep(WriteBatch batch, Write write, long overwrittenAt) throws RocksDBException {
    boolean row = write.space() == Write.Space.ROWS;
    if (row ? write.before() == null : write.after().present()) return;
    var key = Bytes.join(key(row ? ROW : ENTRY, write.key().array()), overwrittenAt);
    batch.put(database.handle(Family.UNDO), key, row ? write.before().bytes() : new byte[0]);
  }

  private static byte[] key(byte space, byte[] key) {
    return Bytes.join(new byte[] {space}, key);
  }

  /** The bytes of the row as of the position, or null. */
  byte[] row(byte[] key, byte[] current, long position, Snapshot snapshot) {
    if (current != null && Bytes.longAt(current, 0) <= position) return current;
    var base = key(ROW, key);
    var reach = new Reach(base, Bytes.join(base, position + 1), end(base), false);
    try (var scan = scan(reach, snapshot)) {
      return scan.valid() ? notAfter(scan.value(), position) : null;
    }
  }

  private static byte[] end(byte[] base) {
    return Bytes.join(Bytes.join(base, -1L), new byte[1]);
  }

  private static byte[] notAfter(byte[] before, long position) {
    return Bytes.longAt(before, 0) <= position ? before : null;
  }

  private DurableScan scan(Reach reach, Snapshot snapshot) {
    return new DurableScan(database.source(Family.UNDO, snapshot), reach, null);
  }

  /**
   * Before-images of the reach. One that begins right behind a cursor's key must pass over the
   * images of that key: their positions make them longer, so they sort behind it too.
   */
  private DurableScan past(Walk walk, byte space) {
    var past = scan(walk.past(space), walk.snapshot());
    while (past.valid() && walk.isBefore(past.key())) past.next();
    return past;
  }

  /** Rows of the reach as of the position, in its order, at most {@code limit}. */
  List<Found> rows(Walk walk, Function<byte[], Stored> read, int limit) {
    var found = new ArrayList<Found>();
    try (var now = walk.now(database, Family.ROWS);
        var past = past(walk, ROW)) {
      while (found.size() < limit && (now.valid() || past.valid())) {
        var key = walk.first(now, past);
        byte[] version = null;
        if (now.valid() && Arrays.equals(now.key(), key)) {
          version = notAfter(now.value(), walk.position());
          now.next();
        }
        var before = walk.before(past, key);
        if (version == null && before != null) version = notAfter(before, walk.position());
        if (version != null) found.add(new Found(key, read.apply(version)));
      }
    }
    return found;
  }

  /** Entries of the reach present now or removed since the position, at most {@code limit}. */
  List<Found> entries(Walk walk, int limit) {
    var found = new ArrayList<Found>();
    try (var now = walk.now(database, Family.INDEX);
        var past = past(walk, ENTRY)) {
      while (found.size() < limit && (now.valid() || past.valid())) {
        var key = walk.first(now, past);
        boolean present = now.valid() && Arrays.equals(now.key(), key);
        if (present) now.next();
        boolean removedSince = walk.before(past, key) != null;
        if (present || removedSince) found.add(new Found(key, null));
      }
    }
    return found;
  }

  /**
   * Two scans side by side: what is there now and what was overwritten, over the same reach.
   *
   * @param position what is wanted is the state as of here
   */
  record Walk(Reach reach, long position, Snapshot snapshot) {
    DurableScan now(Database database, Family family) {
      return new DurableScan(database.source(family, snapshot), reach, null);
    }

    Reach past(byte space) {
      return new Reach(
          new byte[0], key(space, reach.low()), key(space, reach.high()), reach.descending());
    }

    /** The key that comes first in the reach's order among the heads of both scans. */
    byte[] first(DurableScan now, DurableScan past) {
      if (!past.valid()) return now.key();
      var overwritten = Arrays.copyOfRange(past.key(), 1, past.key().length - Long.BYTES);
      if (!now.valid()) return overwritten;
      int order = Arrays.compareUnsigned(now.key(), overwritten);
      return (reach.descending() ? order >= 0 : order <= 0) ? now.key() : overwritten;
    }

    /**
     * Passes all before-images of the key; returns the one of the position, or null. A row that is
     * overwritten often has thousands of them: after some steps the place is sought.
     */
    byte[] before(DurableScan past, byte[] key) {
      return reach.descending() ? beforeDown(past, key) : beforeUp(past, key);
    }

    private byte[] beforeUp(DurableScan past, byte[] key) {
      for (int steps = 0; of(past, key) && at(past) <= position; steps++) {
        if (steps < NEAR) past.next();
        else past.seek(Bytes.join(base(past, key), position + 1));
      }
      if (!of(past, key)) return null;
      var best = past.value();
      for (int steps = 0; of(past, key); steps++) {
        if (steps < NEAR) past.next();
        else past.seek(end(base(past, key)));
      }
      return best;
    }

    private byte[] beforeDown(DurableScan past, byte[] key) {
      byte[] best = null;
      for (int steps = 0; of(past, key) && at(past) > position; steps++) {
        if (steps == NEAR) past.seek(Bytes.join(base(past, key), position + 1));
        best = past.value();
        past.next();
      }
      for (int steps = 0; of(past, key); steps++) {
        if (steps < NEAR) past.next();
        else past.seekBefore(base(past, key));
      }
      return best;
    }

    private static boolean of(DurableScan past, byte[] key) {
      return past.valid() && isOf(past.key(), key);
    }

    private static long at(DurableScan past) {
      return Bytes.longAt(past.key(), past.key().length - Long.BYTES);
    }

    private static byte[] base(DurableScan past, byte[] key) {
      return Undo.key(past.key()[0], key);
    }

    /** Whether this before-image is of a key below the reach. */
    boolean isBefore(byte[] undo) {
      int end = undo.length - Long.BYTES;
      return Arrays.compareUnsigned(undo, 1, end, reach.low(), 0, reach.low().length) < 0;
    }

    private static boolean isOf(byte[] undo, byte[] key) {
      int length = undo.length - Long.BYTES;
      return length == key.length + 1 && Arrays.mismatch(undo, 1, length, key, 0, key.length) < 0;
    }
  }
}
