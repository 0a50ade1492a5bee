package dev.mainstem.store;

import dev.mainstem.store.Database.Family;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * What the store knows of itself: how far each journal is folded, which systems lag behind that and
 * from where, the hash of each system's row shapes, and the ids of tables. Written by the folding
 * thread, and while the house opens.
 */
public final class Ledger implements Catalog {
  static final String POSITION = "position/";
  private static final String BEHIND = "behind/";
  private static final String SHAPES = "shapes/";
  private static final String ID = "id/";
  private static final String NEXT_ID = "next-id";
  private static final String HORIZON = "horizon/";
  private static final String RESTORED = "restored/";
  private static final String AGAIN = "hear-again";
  private static final String SETTLED = "settled/";

  private final Database database;
  private final Map<String, Long> positions = new HashMap<>();

  Ledger(Database database) {
    this.database = database;
    try (var all = database.db().newIterator(database.handle(Family.META))) {
      for (all.seek(Store.utf8(POSITION)); all.isValid(); all.next()) {
        var name = new String(all.key(), StandardCharsets.UTF_8);
        if (!name.startsWith(POSITION)) break;
        positions.put(name.substring(POSITION.length()), Bytes.longAt(all.value(), 0));
      }
    }
  }

  /** Gives tables the ids they have in another store, before any was given here. */
  void takeIds(Ledger other) {
    try (var all = other.database.db().newIterator(other.database.handle(Family.META));
        var batch = new WriteBatch()) {
      for (all.seekToFirst(); all.isValid(); all.next()) {
        var name = new String(all.key(), StandardCharsets.UTF_8);
        if (name.startsWith(ID) || name.equals(NEXT_ID)) batch.put(all.key(), all.value());
      }
      database.write(batch);
    } catch (RocksDBException e) {
      throw new StoreBroken("cannot take over ids of tables", e);
    }
  }

  Map<String, Long> positions() {
    return positions;
  }

  /** Up to where this journal is folded for systems that do not lag. */
  public long position(String journal) {
    return positions.getOrDefault(journal, 0L);
  }

  /** Where a lagging system stands in this journal; empty if it does not lag. */
  public OptionalLong behind(String system, String journal) {
    var value = database.get(Family.META, Store.utf8(BEHIND + system + "/" + journal));
    return value == null ? OptionalLong.empty() : OptionalLong.of(Bytes.longAt(value, 0));
  }

  /** The system has caught up with the journal's position. */
  public void caughtUp(String system, String journal) {
    write(batch -> batch.delete(Store.utf8(BEHIND + system + "/" + journal)));
  }

  /** The system stopped after this position and must be replayed from there once it is mended. */
  public void stoppedAt(String system, String journal, long position) {
    write(batch -> behind(batch, system, journal, position));
  }

  void behind(WriteBatch batch, String system, String journal, long position)
      throws RocksDBException {
    batch.put(Store.utf8(BEHIND + system + "/" + journal), Bytes.ofLong(position));
  }

  /** The hash of the row shapes the system's tables were folded with; 0 if never. */
  public long shapes(String system) {
    var value = database.get(Family.META, Store.utf8(SHAPES + system));
    return value == null ? 0 : Bytes.longAt(value, 0);
  }

  /** From now on the system's tables are folded with these shapes. */
  public void shapes(String system, long hash) {
    write(batch -> batch.put(Store.utf8(SHAPES + system), Bytes.ofLong(hash)));
  }

  void advance(WriteBatch batch, String journal, long position) throws RocksDBException {
    positions.put(journal, position);
    batch.put(Store.utf8(POSITION + journal), Bytes.ofLong(position));
  }

  /** Notes how far journals were folded. */
  Change reached(Map<String, Long> upTo) {
    return batch -> {
      for (var each : upTo.entrySet()) advance(batch, each.getKey(), each.getValue());
    };
  }

  /** Notes how far a journal was replayed, also for systems that lag. */
  Change reached(Store.Replayed to) {
    return batch -> {
      advance(batch, to.journal(), Math.max(to.position(), position(to.journal())));
      for (var each : to.lagging().entrySet()) {
        behind(batch, each.getKey(), to.journal(), each.getValue());
      }
    };
  }

  /** Takes a journal's position back, after the journal was found to end earlier. */
  public void rewind(String journal, long position) {
    write(batch -> advance(batch, journal, position));
  }

  /** The earliest position the tables of a journal can be read as of. */
  long horizon(String journal) {
    var value = database.get(Family.META, Store.utf8(HORIZON + journal));
    return value == null ? 0 : Bytes.longAt(value, 0);
  }

  void horizon(String journal, long position) {
    write(batch -> batch.put(Store.utf8(HORIZON + journal), Bytes.ofLong(position)));
  }

  /** Up to where a journal came out of a backup; 0 if it never did. */
  public long restored(String journal) {
    var value = database.get(Family.META, Store.utf8(RESTORED + journal));
    return value == null ? 0 : Bytes.longAt(value, 0);
  }

  /**
   * Whose events must be heard again after a restore: one tenant's, {@link Restoration#EVERYBODY},
   * or nobody's.
   */
  public Optional<String> hearAgain() {
    var value = database.get(Family.META, Store.utf8(AGAIN));
    return Optional.ofNullable(value).map(v -> new String(v, StandardCharsets.UTF_8));
  }

  /** Whether this system's part of the latest restore is done. */
  public boolean settled(String system) {
    return database.get(Family.META, Store.utf8(SETTLED + system)) != null;
  }

  /** This system's part of the latest restore is done. */
  public void settle(String system) {
    write(batch -> batch.put(Store.utf8(SETTLED + system), new byte[0]));
  }

  @Override
  public byte[] id(String name) {
    var known = database.get(Family.META, Store.utf8(ID + name));
    if (known != null) return known;
    var next = database.get(Family.META, Store.utf8(NEXT_ID));
    long number = next == null ? 1 : Bytes.longAt(next, 0);
    if (number > 0xffff) throw new IllegalStateException("no table id left for " + name);
    var id = new byte[] {(byte) (number >> 8), (byte) number};
    write(
        batch -> {
          batch.put(Store.utf8(ID + name), id);
          batch.put(Store.utf8(NEXT_ID), Bytes.ofLong(number + 1));
        });
    return id;
  }

  /** Forgets all but the ids of tables. */
  void startOver(WriteBatch batch) throws RocksDBException {
    positions.clear();
    forget(batch, name -> !name.startsWith(ID) && !name.equals(NEXT_ID));
  }

  /** Notes what comes out of a backup, and that nothing of it is settled. */
  void restored(WriteBatch batch, Restoration.Restored restored) throws RocksDBException {
    forget(
        batch, name -> name.startsWith(RESTORED) || name.startsWith(SETTLED) || name.equals(AGAIN));
    for (var each : restored.positions().entrySet()) {
      batch.put(Store.utf8(RESTORED + each.getKey()), Bytes.ofLong(each.getValue()));
    }
    if (restored.again().isEmpty()) return;
    batch.put(Store.utf8(AGAIN), Store.utf8(restored.again().get()));
  }

  private void forget(WriteBatch batch, Predicate<String> which) throws RocksDBException {
    try (var all = database.db().newIterator(database.handle(Family.META))) {
      for (all.seekToFirst(); all.isValid(); all.next()) {
        if (which.test(new String(all.key(), StandardCharsets.UTF_8))) batch.delete(all.key());
      }
    }
  }

  /** Something to be noted in a batch. */
  interface Change {
    void on(WriteBatch batch) throws RocksDBException;
  }

  private void write(Change change) {
    try (var batch = new WriteBatch()) {
      change.on(batch);
      database.write(batch);
    } catch (RocksDBException e) {
      throw new StoreBroken("cannot write tables", e);
    }
  }
}
