package dev.mainstem.engine;

import dev.mainstem.kernel.Caller;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tables;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.log.Disk;
import dev.mainstem.log.LogSettings;
import dev.mainstem.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A house without threads: its log, its fold and its writers are stepped by the test, on a disk, a
 * clock and a source of random numbers that are the test's. Only the tables are on the real disk.
 */
public final class Stepped implements AutoCloseable {
  public static final Tenant TENANT = new Tenant("acme");
  private static final int ENOUGH = 100_000;

  private final Engine engine;
  private final AtomicLong nanos;
  private final Outside outside;

  /**
   * What a house stands on; time is nanoseconds since 1970.
   *
   * @param skew how far the clock on the wall is ahead of the steady one, in nanoseconds
   */
  public record Ground(
      Path data,
      Disk disk,
      AtomicLong nanos,
      AtomicLong skew,
      int inbox,
      long seed,
      Outside outside) {
    public static Ground on(Path data, Disk disk) {
      var nanos = new AtomicLong(1_800_000_000_000_000_000L);
      return new Ground(data, disk, nanos, new AtomicLong(), 1_000, 7, new Outside() {});
    }

    public Ground with(Disk disk) {
      return new Ground(data, disk, nanos, skew, inbox, seed + 1, outside);
    }

    /** The same at the other's time. */
    public Ground at(Ground other) {
      return new Ground(data, disk, other.nanos, other.skew, inbox, seed, outside);
    }

    public Ground inbox(int inbox) {
      return new Ground(data, disk, nanos, skew, inbox, seed, outside);
    }

    public Ground outside(Outside outside, long seed) {
      return new Ground(data, disk, nanos, skew, inbox, seed, outside);
    }

    long wall() {
      return nanos.get() + skew.get();
    }
  }

  /** What happens between the parts of a house, and who looks on. */
  public interface Outside {
    /** Carries a reaction's question, or the answer to one: at once, or when it is run. */
    default void carry(Runnable letter) {
      letter.run();
    }

    /** A command is about to be decided that was not answered before. */
    default void deciding(String system, Asked<?, ?> asked) {}

    /** It was decided, or was answered as before. */
    default void decided(String system, Answer answer) {}
  }

  /** Tells who looks on what was decided. */
  private record Watching(Outside outside) implements Meter {
    @Override
    public void decided(String system, Class<?> command, Answer answer) {
      outside.decided(system, answer);
    }

    @Override
    public void slow(String system, Class<?> command, long nanos) {}

    @Override
    public void folded(int commits, long nanos) {}
  }

  /** What was asked and, once it is there, the answer. */
  public static final class Question implements Consumer<Answer> {
    private Answer answer;

    @Override
    public void accept(Answer answer) {
      if (this.answer != null) throw new AssertionError("answered twice");
      this.answer = answer;
    }

    /** The answer, or null. */
    public Answer answer() {
      return answer;
    }

    public boolean done() {
      return answer instanceof Answer.Done;
    }

    /** The name of the problem, with its system; empty text if there is none. */
    public String problem() {
      return answer instanceof Answer.Refused no ? no.system() + "/" + no.problem().name() : "";
    }
  }

  public Stepped(Ground ground, List<? extends Subsystem<?>> systems) {
    nanos = ground.nanos();
    outside = ground.outside();
    var random = new SplittableRandom(ground.seed());
    var log =
        LogSettings.standard()
            .segments(16 << 10, 64 << 10)
            .memory(64 << 10, 8 << 10, 1 << 20)
            .times(() -> ground.wall() / 1_000, nanos::get)
            .stepped(random::nextLong);
    var settings = new Engine.Settings(ground.data(), ground.inbox(), 1 << 20, log);
    var world =
        new World(
            ground.disk(),
            () -> Instant.EPOCH.plusNanos(ground.wall()),
            random::nextBytes,
            new Watching(outside));
    engine = new Engine(settings, world, systems);
    boolean opened = false;
    try {
      engine.open(writer -> {});
      engine.react(this::ask);
      opened = true;
    } finally {
      if (!opened) quietly();
    }
  }

  private void quietly() {
    try {
      engine.close();
    } catch (Exception alreadyBroken) {
      return; // the first failure is the one to show
    }
  }

  public Engine engine() {
    return engine;
  }

  public AtomicLong nanos() {
    return nanos;
  }

  public Question ask(String system, Command<?, ?> command) {
    return ask(system, command, TENANT, Optional.empty());
  }

  /** Asks under a client id; the hash is that of the command's text. */
  public Question ask(String system, Command<?, ?> command, String clientId) {
    var hash = command.toString().getBytes(StandardCharsets.UTF_8);
    var most = java.util.Arrays.copyOf(hash, Math.min(hash.length, 200));
    return ask(system, command, TENANT, Optional.of(new Asked.Once(clientId, most)));
  }

  public Question ask(
      String system, Command<?, ?> command, Tenant tenant, Optional<Asked.Once> once) {
    var question = new Question();
    var from = Asked.From.outside(tenant, Caller.named("test"), "");
    ask(system, new Asked<>(command, from, once, Asked.Guard.none(), question));
    return question;
  }

  private void ask(
      String system, Command<?, ?> command, Asker.Terms asking, Consumer<Answer> answer) {
    Consumer<Answer> back = said -> outside.carry(() -> answer.accept(said));
    var once = Optional.of(asking.once());
    var asked = new Asked<>(command, asking.from(), once, Asked.Guard.none(), back);
    outside.carry(() -> ask(system, asked));
  }

  /** Asks a system, if it has room. */
  public void ask(String system, Asked<?, ?> asked) {
    add(engine.writers().get(system), asked);
  }

  @SuppressWarnings("unchecked") // the test asks each system its own commands
  private <S extends Tables> void add(Writer<S> writer, Asked<?, ?> asked) {
    if (!writer.admit()) {
      asked.reply().accept(Answer.refused(HouseProblem.BUSY, ""));
      return;
    }
    var own = (Asked<S, Object>) asked;
    Asked.Guard<S> guard =
        known -> {
          outside.deciding(writer.system().name(), asked);
          own.guard().check(known);
        };
    writer.add(new Asked<>(own.command(), own.from(), own.once(), guard, own.reply()));
  }

  /** One step of everything; whether there may be more to do at once. */
  public boolean step() {
    boolean more = engine.step();
    for (var writer : engine.writers().values()) more |= writer.step();
    return more;
  }

  /** One step of the journals. */
  public boolean stepLog() {
    return engine.stepLog();
  }

  /** One step of everything but journals and writers. */
  public boolean stepTables() {
    return engine.stepTables(engine::stepTails);
  }

  /** One step of one writer. */
  public boolean stepWriter(String system) {
    return engine.writers().get(system).step();
  }

  /** Steps until nothing is left to do, time passing as it does for forces and markers. */
  public void settle() {
    for (int quiet = 0, n = 0; quiet < 3; n++) {
      if (n > ENOUGH) throw new AssertionError("never comes to rest");
      quiet = step() ? 0 : quiet + 1;
      nanos.addAndGet(60_000_000);
    }
  }

  /** Time passes in steps small enough for one thing to follow from another. */
  public void later(Duration by) {
    for (int i = 0; i < 10; i++) {
      nanos.addAndGet(by.toNanos() / 10);
      settle();
    }
  }

  /** Looks at what a system shows readers now. */
  public <S extends Tables, R> R read(Subsystem<S> system, Function<S, R> look) {
    return engine.store().read(system, Store.Reader.of(TENANT), look);
  }

  /** Asks and waits for the answer. */
  public Question settled(String system, Command<?, ?> command) {
    var question = ask(system, command);
    settle();
    return question;
  }

  @Override
  public void close() throws Exception {
    engine.close();
    for (var writer : engine.writers().values()) writer.step();
  }
}
