package dev.mainstem.store;

import dev.mainstem.codec.Codec;
import dev.mainstem.codec.Keys;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.store.Database.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * What reactions must not forget: how far each system has heard each journal, what is due later,
 * and what has failed for good. Written by the reacting thread; may be read by any.
 *
 * <p>How far was heard and what that made due go in one batch, so neither is ever without the
 * other. All of it follows from the log: without it, everything would be heard again, and every
 * question be answered as it was before.
 *
 * <p>Keys: {@code h | system | journal} holds a position; {@code e | system | line | time |
 * position} what is due; {@code x | system | position | line} a dead letter. What is due is in
 * order of its line first: much that waits for one line must not hide what another could do. Until
 * November 2026 it was {@code d | system | time | position | line}, which is rewritten when met.
 */
public final class Agenda {
  private static final byte[] HEARD = {'h'};
  private static final byte[] DUE = {'e'};
  private static final byte[] DUE_BY_TIME = {'d'};
  private static final byte[] DEAD = {'x'};
  private static final int LONGEST_REASON = 500;

  private final Database database;
  private final Keys keys;
  private final Codec codec;
  private final Memos memos;

  Agenda(Database database, Keys keys, Codec codec, Memos memos) {
    this.database = database;
    this.keys = keys;
    this.codec = codec;
    this.memos = memos;
  }

  /**
   * A line that is to answer an event later.
   *
   * @param time when, in microseconds since 1970
   */
  public record Due(String system, long time, Position heard, String line, Tried tried) {}

  /**
   * How often it failed before, and why last.
   *
   * @param failed attempts
   * @param reason empty if none failed
   */
  public record Tried(int failed, String reason) {
    public static final Tried NEVER = new Tried(0, "");

    public Tried {
      if (reason.length() > LONGEST_REASON) reason = reason.substring(0, LONGEST_REASON);
    }
  }

  /** A line that could not answer an event. It stays until somebody has it try again. */
  public record DeadLetter(String system, Position heard, String line, Tried tried) {}

  /** What a reaction was answered under this id, and needs to know no more. */
  public record Memo(Tenant tenant, String system, String id) {}

  /** What is remembered of a reaction that had an end, and the outcome as it is kept. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Ended(Memo memo, byte[] answer) {}

  /** The key of a moment a line is due. */
  private record When(String line, long time, String journal, long position) {}

  /** As it was once. */
  private record WhenByTime(long time, String journal, long position, String line) {}

  private record What(String journal, long position, String line) {}

  /** Changes that are written in one go. Owned by one thread. */
  public final class Notes {
    private final WriteBatch batch = new WriteBatch();
    private int size;

    private Notes note(Ledger.Change change) {
      try {
        change.on(batch);
        size++;
        return this;
      } catch (RocksDBException e) {
        throw new StoreBroken("cannot note what is due", e);
      }
    }

    public boolean isEmpty() {
      return size == 0;
    }

    public int size() {
      return size;
    }

    public Notes heard(String system, Position upTo) {
      return note(
          b ->
              b.put(
                  family(),
                  keys.encode(HEARD, system, upTo.journal()),
                  Bytes.ofLong(upTo.number())));
    }

    public Notes due(Due due) {
      return note(b -> b.put(family(), key(due), codec.toCbor(due.tried())));
    }

    public Notes done(Due due) {
      return note(b -> b.delete(family(), key(due)));
    }

    public Notes dead(DeadLetter letter) {
      return note(b -> b.put(family(), key(letter), codec.toCbor(letter.tried())));
    }

    public Notes buried(DeadLetter letter) {
      return note(b -> b.delete(family(), key(letter)));
    }

    public Notes forget(Memo memo) {
      return note(b -> memos.drop(b, memo));
    }

    public void write() {
      database.write(batch);
      batch.clear();
      size = 0;
    }
  }

  public Notes notes() {
    return new Notes();
  }

  private ColumnFamilyHandle family() {
    return database.handle(Family.DUE);
  }

  private byte[] key(Due due) {
    var at = due.heard();
    var when = new When(due.line(), due.time(), at.journal(), at.number());
    return keys.encode(DUE, due.system(), when);
  }

  private byte[] key(DeadLetter letter) {
    var at = letter.heard();
    return keys.encode(DEAD, letter.system(), new What(at.journal(), at.number(), letter.line()));
  }

  /** Up to where a system has heard a journal; empty if it never listened. */
  public OptionalLong heard(String system, String journal) {
    var value = database.get(Family.DUE, keys.encode(HEARD, system, journal));
    return value == null ? OptionalLong.empty() : OptionalLong.of(Bytes.longAt(value, 0));
  }

  /** The lines of a system for which anything is due, now or later. */
  public List<String> lines(String system) {
    var base = keys.encode(DUE, system);
    var found = new ArrayList<String>();
    var low = base;
    while (true) {
      try (var scan = scan(new Reach(base, low, Keys.after(base), false))) {
        if (!scan.valid()) return found;
        found.add(due(system, base, scan).line());
      }
      low = Keys.after(keys.encode(base, found.get(found.size() - 1)));
    }
  }

  /** What is due of a line at a time, the earliest first, at most {@code limit}. */
  public List<Due> due(String system, String line, long upTo, int limit) {
    var base = keys.encode(DUE, system);
    var ofLine = keys.encode(base, line);
    var high = keys.encode(ofLine, upTo == Long.MAX_VALUE ? upTo : upTo + 1);
    var found = new ArrayList<Due>();
    try (var scan = scan(new Reach(ofLine, ofLine, high, false))) {
      for (; scan.valid() && found.size() < limit; scan.next()) found.add(due(system, base, scan));
    }
    return found;
  }

  /** The first time after this one at which something is due of a line. */
  public OptionalLong next(String system, String line, long after) {
    var base = keys.encode(DUE, system);
    var ofLine = keys.encode(base, line);
    var reach = new Reach(ofLine, keys.encode(ofLine, after + 1), Keys.after(ofLine), false);
    try (var scan = scan(reach)) {
      return scan.valid() ? OptionalLong.of(due(system, base, scan).time()) : OptionalLong.empty();
    }
  }

  private Due due(String system, byte[] base, DurableScan scan) {
    var when = keys.decode(When.class, scan.key(), base.length);
    var heard = new Position(when.journal(), when.position());
    return new Due(system, when.time(), heard, when.line(), tried(scan.value()));
  }

  /** Rewrites what an earlier version noted of a system, before anything is looked for. */
  public void renew(String system) {
    var base = keys.encode(DUE_BY_TIME, system);
    var notes = notes();
    try (var scan = scan(new Reach(base, base, Keys.after(base), false))) {
      for (; scan.valid(); scan.next()) {
        var when = keys.decode(WhenByTime.class, scan.key(), base.length);
        var heard = new Position(when.journal(), when.position());
        notes.due(new Due(system, when.time(), heard, when.line(), tried(scan.value())));
        var before = scan.key();
        notes.note(batch -> batch.delete(family(), before));
      }
    }
    if (!notes.isEmpty()) notes.write();
  }

  /** Dead letters of a system in the order of what they heard, at most {@code limit}. */
  public List<DeadLetter> dead(String system, int limit) {
    var base = keys.encode(DEAD, system);
    var found = new ArrayList<DeadLetter>();
    try (var scan = scan(new Reach(base, base, Keys.after(base), false))) {
      for (; scan.valid() && found.size() < limit; scan.next()) {
        var what = keys.decode(What.class, scan.key(), base.length);
        var heard = new Position(what.journal(), what.position());
        found.add(new DeadLetter(system, heard, what.line(), tried(scan.value())));
      }
    }
    return found;
  }

  /** Shows everything that is due of a system, whenever that is, without holding it all. */
  public void allDue(String system, Consumer<Due> each) {
    var base = keys.encode(DUE, system);
    try (var scan = scan(new Reach(base, base, Keys.after(base), false))) {
      for (; scan.valid(); scan.next()) each.accept(due(system, base, scan));
    }
  }

  private DurableScan scan(Reach reach) {
    return new DurableScan(database.source(Family.DUE, null), reach, null);
  }

  private Tried tried(byte[] value) {
    return codec.fromCbor(Tried.class, value);
  }
}
