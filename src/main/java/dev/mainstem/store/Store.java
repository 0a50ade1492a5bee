package dev.mainstem.store;

import dev.mainstem.codec.Codec;
import dev.mainstem.codec.Keys;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tables;
import dev.mainstem.kernel.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;

/**
 * The tables of all systems: rows, indexes and before-images in RocksDB, decoded rows in a bounded
 * cache, and one published snapshot at a time for readers.
 *
 * <p>Threads: one folding thread calls {@link #fold}; each writer's thread owns its {@link Desk};
 * everything else may be called from any thread.
 */
public final class Store implements AutoCloseable {
  private static final long CLOSE_NANOS = 2_000_000_000;

  private final Database database;
  private final Codec codec;
  private final Keys keys;
  private final RowCache cache;
  private final Undo undo;
  private final Memos memos;
  private final Agenda agenda;
  private final Annals annals;
  private final Stillness stillness;
  private final Fold fold;
  private final Ledger ledger;
  private final Map<String, Layout> layouts = new HashMap<>();
  private final Horizon horizon;
  private final Lending lending;
  private final AtomicInteger states = new AtomicInteger();
  private volatile Published published;
  private volatile boolean closed;
  private volatile Pictures pictures = Pictures.NONE;
  private volatile Earlier earlier = Earlier.NONE;

  /** Opens or creates the store. The systems' tables get their ids here. */
  public Store(
      StoreSettings settings, Codec codec, Keys keys, List<? extends Subsystem<?>> systems) {
    this(new Shapes(codec, keys, null), settings, systems);
  }

  /** How rows and keys are spelled, and whose table ids are taken over; null for none. */
  private record Shapes(Codec codec, Keys keys, Ledger ids) {}

  private Store(Shapes shapes, StoreSettings settings, List<? extends Subsystem<?>> systems) {
    codec = shapes.codec();
    keys = shapes.keys();
    lending = new Lending(systems);
    database = new Database(settings.directory(), settings.cacheBytes(), settings.beforeFlush());
    cache = new RowCache(settings.cacheBytes());
    undo = new Undo(database);
    memos = new Memos(database, keys);
    agenda = new Agenda(database, keys, codec, memos);
    annals = new Annals(database, keys);
    ledger = new Ledger(database);
    if (shapes.ids() != null) ledger.takeIds(shapes.ids());
    for (var system : systems) layouts.put(system.name(), new Layout(system, ledger, keys));
    horizon = new Horizon(database, ledger, layouts.values());
    stillness = new Stillness(ledger.positions());
    fold =
        new Fold(new Fold.Ground(database, cache, memos, stillness), codec).past(settings.past());
    published = new Published(database.db(), ledger.positions(), 0, states);
  }

  /** Empty tables in a directory of their own, in which every table has the id it has here. */
  public Store beside(StoreSettings settings, List<? extends Subsystem<?>> systems) {
    return new Store(new Shapes(codec, keys, ledger), settings, systems);
  }

  /** Deletes a closed store, if there is one. */
  public static void remove(Path directory) {
    if (!Files.isDirectory(directory)) return;
    try (var files = Files.list(directory)) {
      for (var file : files.toList()) Files.delete(file);
      Files.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** What a restart must replay, and what it must not. */
  public Ledger ledger() {
    return ledger;
  }

  /** How far back the tables can be read. */
  public Horizon horizon() {
    return horizon;
  }

  /** Where each thing's events stand in the log. */
  public Annals annals() {
    return annals;
  }

  /** What reactions must not forget. */
  public Agenda agenda() {
    return agenda;
  }

  /** From now on readers find what views look like here. */
  public void pictures(Pictures pictures) {
    this.pictures = pictures;
  }

  /** From now on what lies behind the horizon is looked for here. */
  public void earlier(Earlier earlier) {
    this.earlier = earlier;
  }

  Pictures pictures() {
    return pictures;
  }

  /**
   * Takes over what another store knows of a system's tables that a journal writes, instead of what
   * is known of them here.
   */
  public void adopt(Store other, Subsystem<?> system, String journal) {
    new Adoption(other, this, system).run(journal);
    stillness.upset();
  }

  Stillness stillness() {
    return stillness;
  }

  Layout layout(String system) {
    return layouts.get(system);
  }

  Database database() {
    return database;
  }

  /** Forgets all rows of a system, which will then be replayed from the beginning. */
  public void forgetTables(String system, List<String> journals) {
    fold.forget(layouts.get(system), ledger, journals);
    stillness.upset();
  }

  /** Forgets answers to commands whose events the journal lost: they may be asked again. */
  public void forgetAnswers(String journal, long after) {
    memos.forget(journal, after);
  }

  /** The writer's place at this system's tables. */
  public <S extends Tables> Desk<S> desk(Subsystem<S> system) {
    return new Desk<>(this, system, layouts.get(system.name()));
  }

  /**
   * Moves commits into the durable tables and publishes: rows, before-images, index entries,
   * remembered answers and positions in one batch. Folding thread only.
   *
   * @param group in log order
   * @param upTo position reached in each journal that advanced
   */
  public void fold(List<Commit> group, Map<String, Long> upTo) {
    fold(group, ledger.reached(upTo), false);
  }

  /**
   * How far a replay has come.
   *
   * @param lagging where systems that lag behind the journal's position now stand in it
   */
  public record Replayed(String journal, long position, Map<String, Long> lagging) {}

  /** The same while the house opens, when not all systems stand at the journal's position. */
  public void refold(List<Commit> group, Replayed to) {
    fold(group, ledger.reached(to), true);
  }

  private void fold(List<Commit> group, Ledger.Change reached, boolean replayed) {
    long batch = fold.apply(group, reached, replayed);
    var before = published;
    published = new Published(database.db(), ledger.positions(), batch, states);
    before.release();
    for (var commit : group) commit.settle();
  }

  /** One published state that stands still until it is closed, however the tables go on. */
  public Still still() {
    return new Still(this, acquire());
  }

  DurableScan rowsAt(Reach reach, Published state) {
    return scan(Database.Family.ROWS, reach, state, null);
  }

  Comparison comparison(Published state, Store expected) {
    var found = new Comparison.Side(database, state.snapshot());
    return new Comparison(codec, keys, found, new Comparison.Side(expected.database, null));
  }

  /** Position up to which readers see this journal. */
  public long visible(String journal) {
    return published.position(journal);
  }

  /**
   * Reads from one published state of one tenant.
   *
   * @param reader who reads, and which state
   * @throws Miss with {@code memoryOnly}, if memory cannot answer
   */
  public <S extends Tables, R> R read(Subsystem<S> system, Reader reader, Function<S, R> read) {
    if (reader.asOf().isPresent() && horizon.beyond(reader.asOf().get())) {
      return readEarlier(system, reader, read);
    }
    var state = acquire();
    try {
      // It may have moved since.
      reader.asOf().ifPresent(horizon::check);
      var sight = new SnapshotRows.Sight(state, reader.asOf().orElse(null), reader.memoryOnly());
      return read(system, reader.tenant(), sight, read);
    } finally {
      state.release();
    }
  }

  private <S extends Tables, R> R readEarlier(
      Subsystem<S> system, Reader reader, Function<S, R> read) {
    if (reader.memoryOnly()) throw Miss.MISS;
    var lent = earlier.of(reader.asOf().get());
    if (lent.isEmpty()) horizon.check(reader.asOf().get());
    try (var tables = lent.get()) {
      return tables.store().read(system, Reader.of(reader.tenant()), read);
    }
  }

  <S extends Tables, R> R read(
      Subsystem<S> system, Tenant tenant, SnapshotRows.Sight sight, Function<S, R> read) {
    var rows = new SnapshotRows(this, layouts.get(system.name()), sight);
    rows.turnTo(system.houseWide() ? Tenant.HOUSE : tenant);
    return lending.read(system, rows, read);
  }

  /**
   * Who reads, and how.
   *
   * @param asOf an earlier state, within the horizon of before-images
   * @param memoryOnly for event loops: throw {@link Miss} instead of touching the disk
   */
  public record Reader(Tenant tenant, Optional<AsOf> asOf, boolean memoryOnly) {
    /** Reads the newest published state. */
    public static Reader of(Tenant tenant) {
      return new Reader(tenant, Optional.empty(), false);
    }

    /** The same from memory only. */
    public Reader inMemory() {
      return new Reader(tenant, asOf, true);
    }
  }

  private Published acquire() {
    for (; ; ) {
      var state = published;
      if (state.retain()) return state;
      if (closed) throw new IllegalStateException("the tables are closed");
    }
  }

  /**
   * Copies the tables into a directory that is not there yet. What the copy holds was visible when
   * this returns, at the latest.
   */
  public void copyTo(Path directory) {
    database.copyTo(directory);
  }

  /** Bytes the tables take on the disk. */
  public long bytes() {
    return database.bytes();
  }

  /** What any system of the house remembers to have answered a reaction under this id. */
  public Optional<Agenda.Ended> ended(Tenant tenant, String id) {
    return memos.ended(tenant, layouts.keySet(), id);
  }

  /** Writes the tables to disk, so that a restart replays little. */
  public void checkpoint(boolean wait) {
    database.flush(wait);
  }

  /** Waits for readers: the database's memory must not go while somebody walks through it. */
  @Override
  public void close() throws Exception {
    if (closed) return;
    closed = true;
    published.release();
    long deadline = System.nanoTime() + CLOSE_NANOS;
    while (states.get() > 0) {
      if (System.nanoTime() - deadline > 0) throw new IllegalStateException("somebody still reads");
      LockSupport.parkNanos(this, 1_000_000);
    }
    database.close();
  }

  Memos memos() {
    return memos;
  }

  Stored cached(Bytes key) {
    return cache.cached(key);
  }

  Stored newest(Bytes key, Class<?> type) {
    return cache.newest(key, missing -> load(missing, type));
  }

  Stored newestForRule(Bytes key, Class<?> type) {
    return cache.newestForRule(key, missing -> load(missing, type));
  }

  private Stored load(Bytes key, Class<?> type) {
    var bytes = database.get(Database.Family.ROWS, key.array());
    return bytes == null ? null : read(type, bytes);
  }

  private Stored read(Class<?> type, byte[] bytes) {
    return Stored.read(Fold.decode(codec, type, bytes), bytes);
  }

  private byte[] bytesAt(Bytes key, Published state) {
    try (var options = new ReadOptions().setSnapshot(state.snapshot())) {
      return database.db().get(database.handle(Database.Family.ROWS), options, key.array());
    } catch (RocksDBException e) {
      throw new StoreBroken("cannot read tables", e);
    }
  }

  Stored at(Bytes key, Class<?> type, Published state) {
    var bytes = bytesAt(key, state);
    return bytes == null ? null : read(type, bytes);
  }

  Stored asOf(Bytes key, Class<?> type, long position, Published state) {
    var bytes = undo.row(key.array(), bytesAt(key, state), position, state.snapshot());
    return bytes == null ? null : read(type, bytes);
  }

  DurableScan newestRows(Reach reach, Class<?> type) {
    return scan(Database.Family.ROWS, reach, null, bytes -> read(type, bytes));
  }

  DurableScan newestEntries(Reach reach) {
    return scan(Database.Family.INDEX, reach, null, null);
  }

  DurableScan rowsAt(Reach reach, Class<?> type, Published state) {
    return scan(Database.Family.ROWS, reach, state, bytes -> read(type, bytes));
  }

  DurableScan entriesAt(Reach reach, Published state) {
    return scan(Database.Family.INDEX, reach, state, null);
  }

  private DurableScan scan(
      Database.Family family, Reach reach, Published state, Function<byte[], Stored> read) {
    var snapshot = state == null ? null : state.snapshot();
    return new DurableScan(database.source(family, snapshot), reach, read);
  }

  List<Found> asOfRows(Undo.Walk walk, Class<?> type, int limit) {
    return undo.rows(walk, bytes -> read(type, bytes), limit);
  }

  List<Found> asOfEntries(Undo.Walk walk, int limit) {
    return undo.entries(walk, limit);
  }
}
