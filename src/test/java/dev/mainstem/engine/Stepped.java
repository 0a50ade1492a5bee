package dev.mainstem.engine;

import dev.mainstem.kernel.Caller;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tables;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.log.Disk;
import dev.mainstem.log.LogSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A house without threads: its log, its fold and its writers are stepped by the test, on a disk, a
 * clock and a source of random numbers that are the test's. Only the tables are on the real disk.
 */
public final class Stepped implements AutoCloseable {
  public static final Tenant TENANT = new Tenant("acme");
  private static final int ENOUGH = 100_000;

  private final Engine engine;
  private final AtomicLong nanos;

  /** What a house stands on; time is nanoseconds since 1970. */
  public record Ground(Path data, Disk disk, AtomicLong nanos, int inbox, long seed) {
    public static Ground on(Path data, Disk disk) {
      return new Ground(data, disk, new AtomicLong(1_800_000_000_000_000_000L), 1_000, 7);
    }

    public Ground with(Disk disk) {
      return new Ground(data, disk, nanos, inbox, seed + 1);
    }

    /** The same at the other's time. */
    public Ground at(Ground other) {
      return new Ground(data, disk, other.nanos, inbox, seed);
    }

    public Ground inbox(int inbox) {
      return new Ground(data, disk, nanos, inbox, seed);
    }
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
    var random = new SplittableRandom(ground.seed());
    var log =
        LogSettings.standard()
            .segments(16 << 10, 64 << 10)
            .memory(64 << 10, 8 << 10, 1 << 20)
            .times(() -> nanos.get() / 1_000, nanos::get)
            .stepped(random::nextLong);
    var settings = new Engine.Settings(ground.data(), ground.inbox(), 1 << 20, log);
    var world =
        new Engine.World(
            ground.disk(),
            () -> Instant.EPOCH.plusNanos(nanos.get()),
            random::nextBytes,
            Meter.NONE);
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
    add(engine.writers().get(system), command, from, new Terms(once, question));
    return question;
  }

  private void ask(
      String system, Command<?, ?> command, Asker.Terms asking, Consumer<Answer> answer) {
    var terms = new Terms(Optional.of(asking.once()), answer);
    add(engine.writers().get(system), command, asking.from(), terms);
  }

  private record Terms(Optional<Asked.Once> once, Consumer<Answer> question) {}

  @SuppressWarnings("unchecked") // the test asks each system its own commands
  private static <S extends Tables> void add(
      Writer<S> writer, Command<?, ?> command, Asked.From from, Terms terms) {
    if (!writer.admit()) {
      terms.question().accept(Answer.refused(HouseProblem.BUSY, ""));
      return;
    }
    var own = (Command<S, Object>) command;
    writer.add(new Asked<>(own, from, terms.once(), Asked.Guard.none(), terms.question()));
  }

  /** One step of everything; whether there may be more to do at once. */
  public boolean step() {
    boolean more = engine.step();
    for (var writer : engine.writers().values()) more |= writer.step();
    return more;
  }

  /** Steps until nothing is left to do, time passing as it does for forces and markers. */
  public void settle() {
    for (int quiet = 0, n = 0; quiet < 3; n++) {
      if (n > ENOUGH) throw new AssertionError("never comes to rest");
      quiet = step() ? 0 : quiet + 1;
      nanos.addAndGet(60_000_000);
    }
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
