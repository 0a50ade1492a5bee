package dev.mainstem.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import dev.mainstem.codec.Codec;
import dev.mainstem.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole house, simulated: every system, several tenants, commands made up from what may be
 * asked, on a disk and a clock nobody can rely on, killed and without power, and compared with the
 * same house on plain sorted maps.
 *
 * <p>A seed is one run. A failure names its seed; it is run again by
 *
 * <pre>mvn -Dtest=SimulationTest -Dsimulation.seed=123 test</pre>
 *
 * <p>and as many as one likes, from any one on, by
 *
 * <pre>mvn -Dtest=SimulationTest -Dsimulation.from=1000 -Dsimulation.seeds=10000 test</pre>
 */
class SimulationTest {
  private static final Logger LOG = LoggerFactory.getLogger(SimulationTest.class);
  private static final int SEEDS =
      Integer.getInteger("simulation.seeds", Boolean.getBoolean("full") ? 10_000 : 1_000);
  private static final long FROM = Long.getLong("simulation.from", 0);
  private static final Long ONE = Long.getLong("simulation.seed");
  private static final int MOST_FAILURES = 10;

  /** More than there are processors, for opening tables is mostly waiting. */
  private static final int THREADS = 2 * Runtime.getRuntime().availableProcessors();

  /** Shared: what checks constraints is slow to start. */
  private final Codec codec = new Codec();

  private final AtomicLong next = new AtomicLong(FROM);
  private final AtomicLong told = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong events = new AtomicLong();
  private final List<Throwable> failures = new ArrayList<>();

  /** Every death is an error with a stack trace, and there are thousands. */
  @BeforeAll
  static void quietly() {
    levels(ONE == null ? Level.OFF : Level.WARN);
  }

  @AfterAll
  static void loudly() {
    levels(null);
  }

  private static void levels(Level level) {
    for (var each : List.of("store", "engine", "log")) {
      var logger = LoggerFactory.getLogger("dev.mainstem." + each);
      ((ch.qos.logback.classic.Logger) logger).setLevel(level);
    }
  }

  @Test
  void whatever_happens_all_laws_hold() throws Exception {
    long upTo = ONE == null ? FROM + SEEDS : ONE + 1;
    if (ONE != null) next.set(ONE);
    var threads = Executors.newFixedThreadPool(THREADS);
    try {
      var work = new ArrayList<Callable<Void>>();
      for (int i = 0; i < THREADS; i++) work.add(() -> seeds(upTo));
      for (var each : threads.invokeAll(work)) rethrown(each::get);
    } finally {
      threads.shutdown();
    }
    LOG.info("{} seeds, {} told, {} refused, {} events", upTo - FROM, told, refused, events);
    if (failures.isEmpty()) return;
    var all = failures.stream().map(Throwable::getMessage).collect(Collectors.joining("\n\n"));
    var failed = new AssertionError(all);
    failures.forEach(failed::addSuppressed);
    throw failed;
  }

  @Test
  void a_seed_is_always_the_same() throws Exception {
    for (long seed = FROM; seed < FROM + 5; seed++) {
      assertEquals(outcome(seed), outcome(seed), "seed " + seed);
    }
  }

  private static void rethrown(Callable<Void> work) throws Exception {
    try {
      work.call();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private Void seeds(long upTo) throws IOException {
    for (long seed = next.getAndIncrement(); seed < upTo; seed = next.getAndIncrement()) {
      synchronized (failures) {
        if (failures.size() >= MOST_FAILURES) return null;
      }
      try {
        var outcome = outcome(seed);
        told.addAndGet(outcome.told());
        refused.addAndGet(outcome.refused());
        events.addAndGet(outcome.events());
      } catch (Exception | Error failed) {
        synchronized (failures) {
          failures.add(failed);
        }
      }
    }
    return null;
  }

  private Simulation.Outcome outcome(long seed) throws IOException {
    var directory = Files.createTempDirectory(ground(), "simulation-");
    var simulation = new Simulation(seed, directory, codec);
    try {
      return simulation.run();
    } catch (Exception | Error failed) {
      var again = "mvn -Dtest=SimulationTest -Dsimulation.seed=" + seed + " test";
      var steps = String.join("\n  ", simulation.steps());
      throw new AssertionError(again + "\n  " + steps + "\n" + failed, failed);
    } finally {
      remove(directory);
    }
  }

  /** Tables are written and lost many thousand times; where there is a disk in memory, there. */
  private static Path ground() {
    var memory = Path.of("/dev/shm");
    return Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
  }

  private static void remove(Path directory) throws IOException {
    try (var all = Files.list(directory)) {
      for (var each : all.toList()) Store.remove(each);
      Files.delete(directory);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
