package dev.mainstem.simulation;

import dev.mainstem.engine.Engine;
import dev.mainstem.engine.Stepped;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.log.FaultyDisk;
import dev.mainstem.store.KilledTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One house through all its lives: what it stands on, how it is opened, how it dies and what the
 * next life finds. Owned by one thread.
 */
final class House {
  private static final int ENOUGH = 20_000;

  private final SplittableRandom random;
  private final Path directory;
  private final List<Subsystem<?>> systems;
  private final int inbox;
  private final AtomicLong nanos = new AtomicLong(1_800_000_000_000_000_000L);
  private final AtomicLong skew = new AtomicLong();
  private FaultyDisk disk;
  private Letters letters;
  private Stepped stepped;
  private Path checkpoint;
  private Map<String, Long> promised = Map.of();
  private Map<String, Long> forced = Map.of();
  private boolean dying;
  private int copies;

  House(SplittableRandom random, Path directory, List<Subsystem<?>> systems) {
    this.random = random;
    this.directory = directory;
    this.systems = systems;
    this.disk = new FaultyDisk(random.nextLong());
    this.inbox = random.nextInt(4) == 0 ? 3 : 1_000;
  }

  List<Subsystem<?>> systems() {
    return systems;
  }

  Stepped stepped() {
    return stepped;
  }

  Engine engine() {
    return stepped.engine();
  }

  FaultyDisk disk() {
    return disk;
  }

  /** What the last life must not have taken with it, by journal. */
  Map<String, Long> promised() {
    return promised;
  }

  /** The clock on the wall. */
  Instant wall() {
    return Instant.EPOCH.plusNanos(nanos.get() + skew.get()).truncatedTo(ChronoUnit.MICROS);
  }

  /** Time passes. */
  void pass(long by) {
    nanos.addAndGet(by);
  }

  /** Somebody turns the clock on the wall, to so much from the right time. */
  void turnClock(long to) {
    skew.set(to);
  }

  long clock() {
    return skew.get();
  }

  /** Whether nobody outside hears it any more. */
  boolean dying() {
    return dying;
  }

  /** Opens it; whether the disk let it. */
  boolean open(Letters letters) {
    this.letters = letters;
    letters.late(false);
    letters.lost();
    var ground =
        new Stepped.Ground(directory, disk, nanos, skew, inbox, random.nextLong(), letters);
    try {
      stepped = new Stepped(ground, systems);
    } catch (UncheckedIOException failed) {
      disk = disk.powerLoss();
      promised = forced;
      return false;
    }
    dying = false;
    letters.late(random.nextInt(3) > 0);
    return true;
  }

  /** Has the tables written out, to be found so by a later life. */
  void checkpoint() throws IOException {
    engine().store().checkpoint(true);
    checkpoint = copy();
  }

  /** The tables as a kill would leave them. */
  private Path copy() throws IOException {
    var to = directory.resolve("found-" + ++copies);
    KilledTables.copy(tables(), to);
    return to;
  }

  private Path tables() {
    return directory.resolve("tables");
  }

  /** The process is killed, or loses its power; its tables are found in some earlier state. */
  void die(boolean power) throws Exception {
    var found = found(power);
    promised = Book.promised(engine(), power);
    forced = Book.promised(engine(), true);
    var after = power ? disk.powerLoss() : disk.kill();
    dying = true;
    try {
      stepped.close();
    } catch (UncheckedIOException dead) {
      dying = true; // a dead disk says so
    }
    disk = after;
    checkpoint = null;
    if (found != null) KilledTables.copy(found, tables());
  }

  /** As the last flush left them, as an earlier one did, none at all, or, with null, ahead. */
  private Path found(boolean power) throws IOException {
    int how = random.nextInt(10);
    if (how == 0) return Files.createDirectories(directory.resolve("none-" + ++copies));
    if (how < 3 && checkpoint != null) return checkpoint;
    return how < 5 && power ? null : copy();
  }

  /** Closes as one should. */
  void close() throws Exception {
    stepped.close();
    dying = true;
    promised = new HashMap<>();
    boolean whole =
        engine().journals().values().stream().allMatch(each -> each.health().failure().isEmpty());
    engine()
        .journals()
        .forEach((name, each) -> promised.put(name, whole ? each.last() : each.durable()));
    forced = promised;
    if (!whole) disk = disk.powerLoss();
    checkpoint = null;
  }

  /** Nothing is asked any more: steps until nothing is left to do. */
  void settle() {
    for (int quiet = 0, n = 0; quiet < 3; n++) {
      Broken.unless(n < ENOUGH, () -> "it never comes to rest");
      boolean more = stepped.step();
      while (letters.deliver()) more = true;
      quiet = more || underway() ? 0 : quiet + 1;
      pass(60_000_000);
    }
  }

  /** A reaction that asks again after a while asks without saying that there is more to do. */
  private boolean underway() {
    return engine().broken().isEmpty()
        && engine().journals().values().stream().anyMatch(j -> j.last() > j.visible());
  }
}
