package dev.mainstem.engine;

import dev.mainstem.codec.Codec;
import dev.mainstem.codec.Keys;
import dev.mainstem.codec.Names;
import dev.mainstem.engine.keys.Strongboxes;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tables;
import dev.mainstem.log.Disk;
import dev.mainstem.log.Draft;
import dev.mainstem.log.Journal;
import dev.mainstem.log.Log;
import dev.mainstem.log.LogSettings;
import dev.mainstem.store.Blobs;
import dev.mainstem.store.Store;
import dev.mainstem.store.StoreSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Log, tables and writers of one house, put together: opened, brought up to date, running and
 * closed. Knows no Vert.x; {@link Bus} gives each writer its thread.
 *
 * <p>Threads: one per journal (its committer), one that folds, one that feeds. {@link #open} and
 * {@link #close} belong to the thread that runs the house.
 */
public final class Engine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
  private static final long IDLE_MS = 250;

  private final Settings settings;
  private final World world;
  private final Codec codec = new Codec();
  private final List<Subsystem<?>> systems;
  private final Map<String, Names> names = new LinkedHashMap<>();
  private final Map<String, Writer<?>> writers = new LinkedHashMap<>();
  private final Map<String, Journal> journals = new LinkedHashMap<>();
  private Log log;
  private Blobs blobs;
  private Store store;
  private Tailing tailing;
  private Folding fold;
  private Consumer<Writer<?>> wake;
  private Loop folding;
  private Processes processes;
  private Upkeep upkeep;
  private TimeMachine timeMachine;
  private volatile String broken = "";
  private boolean closed;
  private boolean anew;

  /**
   * @param data the house's directory
   * @param inbox most commands waiting or in flight per system
   * @param cacheBytes for decoded rows, and as much for blocks
   */
  public record Settings(Path data, int inbox, long cacheBytes, LogSettings log) {}

  public Engine(Settings settings, World world, List<? extends Subsystem<?>> systems) {
    this.settings = settings;
    this.world = world;
    this.systems = List.copyOf(systems);
    for (var system : systems) {
      if (names.put(system.name(), new Names(system)) != null) {
        throw new IllegalArgumentException("two systems are named " + system.name());
      }
    }
  }

  /**
   * Opens the log and the tables and replays what is missing.
   *
   * @param wake called, from the folding thread, for a writer that has answers to send
   */
  public void open(Consumer<Writer<?>> wake) {
    long began = System.nanoTime();
    log = Log.open(world.disk(), settings.data().resolve("log"), specs(), settings.log());
    blobs = new Blobs(world.disk(), settings.data().resolve(Backup.BLOBS));
    for (var spec : specs()) journals.put(spec.name(), log.journal(spec.name()));
    var tables = settings.data().resolve("tables");
    var at = new StoreSettings(tables, settings.cacheBytes(), this::force);
    store = new Store(at, codec, new Keys(), systems);
    for (var system : systems) {
      writers.put(system.name(), writer(system, store, this::append));
    }
    shapes();
    var replay = new Replay(store, codec, writers).from(bases()).alone(!settings.log().stepped());
    long events = replay.run(journals.values());
    var kept = settings.data().resolve("views");
    var nanos = settings.log().nanos();
    processes = new Processes(store);
    timeMachine = new TimeMachine(this, settings);
    store.earlier(timeMachine);
    tailing = new Tailing(new Tailing.Ground(store, journals, writers, kept, nanos), this::fail);
    this.wake = wake;
    start();
    LOG.info("opened in {} ms, {} events replayed", ms(began), events);
  }

  private static long ms(long began) {
    return (System.nanoTime() - began) / 1_000_000;
  }

  private List<JournalSpec> specs() {
    Map<String, JournalSpec> specs = new LinkedHashMap<>();
    for (var system : systems) {
      for (var spec : system.events().keySet()) specs.putIfAbsent(spec.name(), spec);
    }
    return new ArrayList<>(specs.values());
  }

  /** Looks whether the tables say what the log says. */
  public Verification verification() {
    return new Verification(this, () -> Beside.passing(this, settings));
  }

  /** Tables of moments that lie behind the horizon. */
  public TimeMachine timeMachine() {
    return timeMachine;
  }

  /** Where journals were cut. */
  Bases bases() {
    return new Bases(settings.data(), codec, systems);
  }

  /** Up to where whoever follows the tables has heard a journal. */
  long heard(String journal) {
    return Math.min(tailing.heard(journal), processes.heard(journal));
  }

  /** A backup of this house, yet to be made. */
  public Backup backup(Backup.Wish wish) {
    return new Backup(this, settings, wish);
  }

  Log log() {
    return log;
  }

  Disk disk() {
    return world.disk();
  }

  Optional<Strongboxes> strongboxes() {
    return world.strongboxes();
  }

  <S extends Tables> Writer<S> writer(Subsystem<S> system, Store store, Outlet.Journals append) {
    var events = new EventCodec<S>(codec, names.get(system.name()));
    var now = new Circumstances(world.clock(), world.random());
    var answers = new LongAnswers(blobs, codec);
    var around = new Writer.Surroundings(append, now, answers, world.meter(), settings.inbox());
    var writer = new Writer<>(system, store.desk(system), events, around);
    for (var spec : system.events().keySet()) writer.notBefore(lastTime(spec.name()));
    return writer;
  }

  /** When the journal's last frame was committed; 0 if it has none. */
  private long lastTime(String journal) {
    try (var tail = journals.get(journal).tail(Math.max(0, journals.get(journal).last() - 1))) {
      var last = tail.next();
      return last == null ? 0 : last.commitTime();
    }
  }

  private long append(String journal, Draft draft, Object attachment, List<Position> after) {
    return journals.get(journal).append(draft, attachment, after);
  }

  /** All tables are made anew when this is opened; what reactions remember is kept. */
  public Engine anew() {
    anew = true;
    return this;
  }

  /** Tables folded with other shapes or another fold version are worthless: they are rebuilt. */
  private void shapes() {
    for (var writer : writers.values()) {
      var system = writer.system();
      long now = codec.rowHash(system);
      if (store.ledger().shapes(system.name()) == now && !anew) continue;
      store.forgetTables(system.name(), Replay.journals(writer));
      store.ledger().shapes(system.name(), now);
    }
  }

  private void start() {
    fold = new Folding(store, world.meter(), wake, this::published);
    folding = new Loop("fold", () -> fold.step(IDLE_MS), this::fail);
    for (var journal : journals.values()) {
      var name = journal.spec().name();
      journal.listen(frames -> fold.committed(name, frames), failure -> stopped(name, failure));
    }
    if (settings.log().stepped()) return;
    tailing.start();
    folding.start();
    upkeep = new Upkeep(this, retention(), this::fail);
    upkeep.start();
  }

  /** Cuts journals that are not kept for ever. */
  Retention retention() {
    return new Retention(this, settings, bases());
  }

  /**
   * Does some of what the threads would do; only with a log that is stepped.
   *
   * @return whether there may be more to do before time passes
   */
  boolean step() {
    return stepLog() | stepTables(this::stepTails);
  }

  /** Does some of what the threads of feeds, histories and views would do. */
  boolean stepTails() {
    return tailing.step();
  }

  /**
   * Does some of what all threads but the journals' would do.
   *
   * @param tails what is done for whatever follows the tables
   */
  boolean stepTables(BooleanSupplier tails) {
    try {
      boolean more = fold.step(0);
      if (broken.isEmpty()) more |= processes.step();
      return more | tails.getAsBoolean();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return false;
    } catch (RuntimeException | Error failure) {
      fail(failure);
      return false;
    }
  }

  /** Does some of what the journals' threads would do. */
  boolean stepLog() {
    return log.step();
  }

  private void published() {
    tailing.published();
    processes.hearken();
  }

  /**
   * From now on systems answer what happens, and what happened while nobody listened.
   *
   * @param asker takes their commands to the writers
   */
  public void react(Asker asker) {
    var now = new Circumstances(world.clock(), world.random());
    var hearsay = new Hearsay(codec, journals, names);
    var ground = new Reactor.Ground(store, hearsay, now, asker, processes::hearken);
    processes.begin(new Listening(this, ground), settings.log().stepped(), this::fail);
  }

  /** How systems answer what happens. */
  public Processes processes() {
    return processes;
  }

  private void stopped(String journal, Throwable failure) {
    var why = new IllegalStateException("journal " + journal + " has stopped: " + failure, failure);
    fold.after(journal, () -> fail(why));
  }

  /** Something the house cannot live without is broken: it reads on, but writes no more. */
  private synchronized void fail(Throwable failure) {
    if (!broken.isEmpty()) return;
    broken = failure.toString();
    LOG.error("read-only from now on: {}", broken, failure);
    for (var writer : writers.values()) {
      writer.fail(broken);
      wake.accept(writer);
    }
  }

  void force() {
    for (var journal : journals.values()) journal.force();
  }

  /** Why nothing can be written, or empty text. */
  public String broken() {
    return broken;
  }

  public List<Subsystem<?>> systems() {
    return systems;
  }

  public Map<String, Writer<?>> writers() {
    return writers;
  }

  public Map<String, Journal> journals() {
    return journals;
  }

  public Names names(String system) {
    return names.get(system);
  }

  public Codec codec() {
    return codec;
  }

  public Store store() {
    return store;
  }

  /** Bytes too large for events. */
  public Blobs blobs() {
    return blobs;
  }

  /** What happened to whom, and because of what. */
  public Chronicle chronicle() {
    return tailing.chronicle();
  }

  /** The house's time. */
  public Instant now() {
    return world.clock().instant();
  }

  /**
   * Where every journal stood at a time, in microseconds since 1970: the last position committed at
   * or before it. Reads the log.
   */
  public Map<String, Long> positionsAt(long micros) {
    var positions = new HashMap<String, Long>();
    journals.forEach((name, journal) -> positions.put(name, journal.positionAt(micros)));
    return positions;
  }

  /** Subscribes to events, see {@link Feeds#follow}. */
  public Feeds.Subscription follow(
      Feeds.Wanted wanted, Optional<Position> after, Feeds.Listener listener) {
    var subscription = tailing.feeds().follow(wanted, after, listener);
    tailing.feedSoon();
    return subscription;
  }

  /** A subscriber that was not ready is ready again. */
  public void resume() {
    tailing.feedSoon();
  }

  public int followers() {
    return tailing.feeds().size();
  }

  /** Closes in order: journals first, so that everything decided is on disk and folded. */
  @Override
  public void close() throws Exception {
    if (closed) return;
    closed = true;
    if (upkeep != null) upkeep.close();
    if (timeMachine != null) timeMachine.close();
    if (processes != null) processes.quiet();
    if (log != null) log.close();
    if (folding != null) folding.close();
    if (fold != null && settings.log().stepped()) step();
    if (tailing != null) tailing.close();
    if (processes != null) processes.close();
    for (var writer : writers.values()) {
      writer.close();
      if (wake != null) wake.accept(writer);
    }
    if (store != null) {
      if (broken.isEmpty()) store.checkpoint(true);
      store.close();
    }
    if (strongboxes().isPresent()) strongboxes().get().close();
  }
}
