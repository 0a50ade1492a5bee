package dev.mainstem.store;

import dev.mainstem.codec.Keys;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Subject;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.store.Database.Family;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Where each thing's events stand in the log, and what followed from which event: derived from the
 * journals, behind the fold, and worth nothing without them. Written by one thread at a time; may
 * be read by any.
 *
 * <p>Keys: {@code p | journal} holds how far a journal is entered; {@code s | tenant | subject |
 * commit time | position} stands for an event about a subject; {@code b | position | position} for
 * a frame and the event it followed from.
 */
public final class Annals {
  private static final byte[] ENTERED = {'p'};
  private static final byte[] ABOUT = {'s'};
  private static final byte[] BECAUSE = {'b'};

  private final Database database;
  private final Keys keys;
  private final Map<String, Long> entered = new HashMap<>();

  Annals(Database database, Keys keys) {
    this.database = database;
    this.keys = keys;
  }

  /**
   * An event about a subject.
   *
   * @param time of its commit, in microseconds since 1970
   */
  public record Mention(long time, String journal, long number) {
    public Position position() {
      return new Position(journal, number);
    }
  }

  private record About(Tenant tenant, String system, String id) {}

  private record Link(String journal, long number, String thenJournal, long thenNumber) {}

  /** Entries that are written in one go. Owned by one thread. */
  public final class Notes implements AutoCloseable {
    private final WriteBatch batch = new WriteBatch();

    private void note(Ledger.Change change) {
      try {
        change.on(batch);
      } catch (RocksDBException e) {
        throw new StoreBroken("cannot enter into the annals", e);
      }
    }

    /** This event is about this subject. */
    public void about(Tenant tenant, Subject subject, Mention mention) {
      var base = keys.encode(ABOUT, new About(tenant, subject.system(), subject.id()));
      note(b -> b.put(family(), keys.encode(base, mention), new byte[0]));
    }

    /** The frame that begins at {@code then} followed from this event. */
    public void followed(Position because, Position then) {
      var link = new Link(because.journal(), because.number(), then.journal(), then.number());
      note(b -> b.put(family(), keys.encode(BECAUSE, link), new byte[0]));
    }

    /** Everything up to here is entered. */
    public void entered(String journal, long upTo) {
      note(b -> b.put(family(), keys.encode(ENTERED, journal), Bytes.ofLong(upTo)));
      database.write(batch);
      batch.clear();
      synchronized (entered) {
        entered.put(journal, upTo);
      }
    }

    @Override
    public void close() {
      batch.close();
    }
  }

  public Notes notes() {
    return new Notes();
  }

  private ColumnFamilyHandle family() {
    return database.handle(Family.ANNALS);
  }

  /** How far a journal is entered. */
  public long entered(String journal) {
    synchronized (entered) {
      return entered.computeIfAbsent(
          journal,
          name -> {
            var value = database.get(Family.ANNALS, keys.encode(ENTERED, name));
            return value == null ? 0 : Bytes.longAt(value, 0);
          });
    }
  }

  /** Forgets everything: the journals are not what they were. */
  public void startOver() {
    try (var batch = new WriteBatch()) {
      batch.deleteRange(family(), new byte[0], new byte[] {(byte) 0xff});
      database.write(batch);
    } catch (RocksDBException e) {
      throw new StoreBroken("cannot start the annals over", e);
    }
    synchronized (entered) {
      entered.clear();
    }
  }

  /**
   * Events about a subject, the newest first.
   *
   * @param before only those before this one
   */
  public List<Mention> about(Tenant tenant, Subject subject, Optional<Mention> before, int limit) {
    var base = keys.encode(ABOUT, new About(tenant, subject.system(), subject.id()));
    var high = before.map(m -> keys.encode(base, m)).orElseGet(() -> Keys.after(base));
    var found = new ArrayList<Mention>();
    try (var scan = scan(new Reach(base, base, high, true))) {
      for (; scan.valid() && found.size() < limit; scan.next()) {
        found.add(keys.decode(Mention.class, scan.key(), base.length));
      }
    }
    return found;
  }

  /** First positions of the frames that followed from events of a frame, at most {@code limit}. */
  public List<Position> followed(String journal, long first, long last, int limit) {
    var low = keys.encode(BECAUSE, journal, first);
    var high = keys.encode(BECAUSE, journal, last + 1);
    var found = new ArrayList<Position>();
    try (var scan = scan(new Reach(BECAUSE, low, high, false))) {
      for (; scan.valid() && found.size() < limit; scan.next()) {
        var link = keys.decode(Link.class, scan.key(), BECAUSE.length);
        found.add(new Position(link.thenJournal(), link.thenNumber()));
      }
    }
    return found;
  }

  private DurableScan scan(Reach reach) {
    return new DurableScan(database.source(Family.ANNALS, null), reach, null);
  }
}
