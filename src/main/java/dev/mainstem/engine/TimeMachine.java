package dev.mainstem.engine;

import dev.mainstem.kernel.Problem;
import dev.mainstem.store.AsOf;
import dev.mainstem.store.Earlier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tables as of moments that before-images no longer reach: folded again from the log, beside the
 * living ones, in {@code DATA/eras}. What is asked as of exactly such a moment is read there while
 * it lives, which is a day. A moment that names one journal has the others where they stood when it
 * was made. Safe for all threads.
 */
public final class TimeMachine implements Earlier, AutoCloseable {
  public static final Problem TOO_MANY =
      Problem.conflict("too-many-eras", "Three moments are kept already; let one of them go");
  public static final Problem NO_ROOM =
      Problem.unprocessable("no-room", "The disk has no room for the tables of that moment");
  public static final Problem NO_ERA = Problem.notFound("no-era", "There is no such moment");

  /** How long a moment is kept. */
  static final Duration LIFE = Duration.ofDays(1);

  private static final int MOST = 3;
  private static final Logger LOG = LoggerFactory.getLogger(TimeMachine.class);

  private final Engine engine;
  private final Engine.Settings settings;
  private final Path directory;
  private final Map<String, Era> eras = new ConcurrentSkipListMap<>();
  private int made;

  /** What a moment has come to. */
  public enum Phase {
    REPLAYING,
    READY,
    FAILED
  }

  TimeMachine(Engine engine, Engine.Settings settings) {
    this.engine = engine;
    this.settings = settings;
    this.directory = settings.data().resolve("eras");
    try {
      Trees.remove(directory);
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One moment. */
  public final class Era {
    private final String id;
    private final AsOf asOf;
    private final Map<String, Long> positions;
    private final Instant until;
    private final long of;
    private final AtomicInteger readers = new AtomicInteger(1);
    private final Thread thread;
    private volatile Beside beside;
    private volatile Phase phase = Phase.REPLAYING;
    private volatile String reason = "";
    private volatile long folded;
    private volatile boolean gone;

    private Era(String id, AsOf asOf, Map<String, Long> positions) {
      this.id = id;
      this.asOf = asOf;
      this.positions = Map.copyOf(positions);
      this.of = positions.values().stream().mapToLong(Long::longValue).sum();
      this.until = engine.now().plus(LIFE);
      this.thread = new Thread(this::fold, "mainstem-era-" + id);
      thread.setDaemon(true);
    }

    public String id() {
      return id;
    }

    public Map<String, Long> positions() {
      return positions;
    }

    public Phase phase() {
      return phase;
    }

    /** Why it failed, or empty text. */
    public String reason() {
      return reason;
    }

    /** Events folded so far. */
    public long folded() {
      return folded;
    }

    /** Events there are to fold. */
    public long of() {
      return of;
    }

    public Instant until() {
      return until;
    }

    private void fold() {
      try {
        beside = Beside.keeping(engine, settings, directory.resolve(id));
        var pace = new Pace(engine).until(() -> gone);
        var replay = new Replay(beside.store(), engine.codec(), beside.writers());
        replay
            .from(engine.bases())
            .run(
                engine.journals().values(),
                positions,
                events -> {
                  folded = events;
                  pace.accept(events);
                });
        folded = of;
        phase = Phase.READY;
      } catch (CancellationException calledOff) {
        phase = Phase.FAILED;
      } catch (RuntimeException | Error failed) {
        reason = String.valueOf(failed.getMessage());
        phase = Phase.FAILED;
        LOG.warn("the tables as of {} could not be made", positions, failed);
      } finally {
        if (phase == Phase.FAILED) release();
      }
    }

    private boolean retain() {
      for (int now = readers.get(); now > 0; now = readers.get()) {
        if (readers.compareAndSet(now, now + 1)) return true;
      }
      return false;
    }

    /** The last to let go closes the tables and takes them off the disk. */
    private void release() {
      if (readers.decrementAndGet() > 0) return;
      try {
        if (beside != null) beside.close();
        Trees.remove(directory.resolve(id));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void go() {
      gone = true;
      // One that is still being made, or has failed, lets go of itself.
      if (phase == Phase.READY) release();
    }
  }

  /**
   * Begins to make the tables as of a moment.
   *
   * @throws dev.mainstem.kernel.Refusal if there are too many, or the log no longer reaches back
   */
  public synchronized Era begin(AsOf asOf) {
    expire();
    if (eras.size() >= MOST) throw TOO_MANY.refusal();
    if (!room()) throw NO_ROOM.refusal();
    var positions = new java.util.HashMap<String, Long>();
    for (var journal : engine.journals().values()) {
      var name = journal.spec().name();
      long position = asOf.position(name).orElseGet(() -> engine.store().visible(name));
      if (position < journal.firstKept() - 1) throw HouseProblem.POSITION_UNKNOWN.at("/asOf", name);
      positions.put(name, position);
    }
    var era = new Era("era-" + ++made, asOf, positions);
    eras.put(era.id(), era);
    era.thread.start();
    return era;
  }

  /** The tables of then are hardly larger than those of now. */
  private boolean room() {
    try {
      long free = engine.disk().usableBytes(directory) - settings.log().spaceBytes();
      return free >= engine.store().bytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets a moment go. */
  public synchronized void end(String id) {
    var era = eras.remove(id);
    if (era == null) throw NO_ERA.of(id);
    era.go();
  }

  /** All moments kept. */
  public Collection<Era> eras() {
    return List.copyOf(eras.values());
  }

  /** Lets go of what has lived long enough. */
  synchronized void expire() {
    var now = engine.now();
    for (var era : eras()) if (era.until.isBefore(now)) end(era.id());
  }

  @Override
  public Optional<Lent> of(AsOf asOf) {
    for (var era : eras.values()) {
      if (era.phase != Phase.READY || !era.asOf.equals(asOf) || !era.retain()) continue;
      return Optional.of(
          new Lent() {
            @Override
            public dev.mainstem.store.Store store() {
              return era.beside.store();
            }

            @Override
            public void close() {
              era.release();
            }
          });
    }
    return Optional.empty();
  }

  @Override
  public void close() throws InterruptedException {
    var all = new ArrayList<Era>(eras.values());
    for (var era : all) end(era.id());
    for (var era : all) era.thread.join();
  }
}
