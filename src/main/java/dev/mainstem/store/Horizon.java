package dev.mainstem.store;

import dev.mainstem.kernel.Problem;
import dev.mainstem.store.Database.Family;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * How far back the before-images reach. It is moved first and written down; only then are the
 * images behind it deleted, a bounded number at a time, in key order, by one thread.
 *
 * <p>An image kept at W serves reads as of positions below W. So once nobody may read below H, all
 * images at or below H are dead, whatever row they are of.
 */
public final class Horizon {
  public static final Problem TOO_OLD =
      Problem.gone("as-of-too-old", "The tables no longer reach back so far");

  private final Database database;
  private final Ledger ledger;
  private final Map<Integer, String> journals = new HashMap<>();
  private final Map<String, Long> reached = new ConcurrentHashMap<>();
  private byte[] next = {};

  /**
   * What a step came to.
   *
   * @param seen images looked at; 0 once all were
   */
  public record Swept(int seen, int deleted) {}

  Horizon(Database database, Ledger ledger, Collection<Layout> layouts) {
    this.database = database;
    this.ledger = ledger;
    for (var layout : layouts) {
      layout.journals().forEach((id, journal) -> journals.put(number(id, 0), journal));
    }
    for (var journal : journals.values()) reached.put(journal, ledger.horizon(journal));
  }

  /** The earliest position of a journal its tables can be read as of. Any thread. */
  public long of(String journal) {
    return reached.getOrDefault(journal, 0L);
  }

  /** Whether any part of it lies before the horizon. */
  boolean beyond(AsOf asOf) {
    return asOf.positions().entrySet().stream().anyMatch(e -> e.getValue() < of(e.getKey()));
  }

  /** Refuses what lies before the horizon. To be asked once the state to read is held. */
  void check(AsOf asOf) {
    asOf.positions()
        .forEach(
            (journal, position) -> {
              if (position >= of(journal)) return;
              throw TOO_OLD.at("/asOf", told(journal, position));
            });
  }

  private String told(String journal, long wanted) {
    return "the earliest is %s-%d; POST /house/time-machine {\"asOf\": …} makes the tables of %s-%d"
        .formatted(journal, of(journal), journal, wanted);
  }

  /** Moves it, and has the next sweep begin anew; answers whether it moved. */
  public boolean move(Map<String, Long> to) {
    boolean moved = false;
    for (var each : to.entrySet()) {
      if (each.getValue() <= of(each.getKey())) continue;
      reached.put(each.getKey(), each.getValue());
      ledger.horizon(each.getKey(), each.getValue());
      moved = true;
    }
    if (moved) next = new byte[0];
    return moved;
  }

  /** Deletes what is dead among the next so many images. Owned by one thread. */
  public Swept sweep(int most) {
    var reach = new Reach(next, next, new byte[] {-1}, false);
    int seen = 0;
    int deleted = 0;
    try (var batch = new WriteBatch();
        var images = new DurableScan(database.source(Family.UNDO, null), reach, null)) {
      for (; images.valid() && seen < most; images.next(), seen++) {
        next = Bytes.join(images.key(), new byte[1]);
        if (!dead(images.key())) continue;
        batch.delete(database.handle(Family.UNDO), images.key());
        deleted++;
      }
      if (deleted > 0) database.write(batch);
    } catch (RocksDBException e) {
      throw new StoreBroken("cannot forget before-images", e);
    }
    return new Swept(seen, deleted);
  }

  private boolean dead(byte[] image) {
    var journal = journals.get(number(image, 1));
    long kept = Bytes.longAt(image, image.length - Long.BYTES);
    return journal != null && kept <= of(journal);
  }

  private static int number(byte[] id, int at) {
    return (id[at] & 0xff) << 8 | id[at + 1] & 0xff;
  }
}
