package dev.mainstem.systems.checkout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Asked;
import dev.mainstem.engine.Stepped;
import dev.mainstem.kernel.Invariant;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tables;
import dev.mainstem.log.FaultyDisk;
import dev.mainstem.systems.checkout.stock.Level;
import dev.mainstem.systems.checkout.stock.Units;
import dev.mainstem.systems.payments.ReferenceCommand.AuthenticatePayment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Plays a purchase, and then again for each of its steps, which it lists itself, killed there:
 * before the step is decided and after. What ends otherwise than it would have is told.
 */
final class SagaCrashes {
  private final Path directory;
  private final List<String> problems = new ArrayList<>();

  SagaCrashes(Path directory) {
    this.directory = directory;
  }

  /** Notes which lines ask something, and kills the house when one of them does. */
  private static final class Killer implements Stepped.Outside {
    private final Set<String> seen = new LinkedHashSet<>();
    private final String line;
    private final boolean after;
    private Runnable strike = () -> {};
    private boolean struck;
    private boolean dead;
    private boolean armed = true;

    Killer(String line, boolean after) {
      this.line = line;
      this.after = after;
    }

    @Override
    public void deciding(String system, Asked<?, ?> asked) {
      if (!armed) return;
      var by = asked.once().flatMap(once -> Asked.Once.line(once.id())).orElse("");
      if (!by.isEmpty()) seen.add(by);
      if (by.isEmpty() || dead || !by.equals(line)) return;
      struck = true;
      if (after) return;
      strike.run();
      dead = true;
    }

    @Override
    public void decided(String system, Answer answer) {
      if (struck) dead = true;
    }

    boolean dead() {
      return dead;
    }
  }

  /** What is bought, and what became of it. */
  interface Plot {
    void play(Scene scene);

    void check(Scene scene);
  }

  /** One run: a house that is killed once and opened again. */
  final class Scene implements AutoCloseable {
    final Trio trio = new Trio();
    private final Killer killer;
    private Stepped.Ground ground;
    private FaultyDisk disk = new FaultyDisk(11);
    private FaultyDisk left;
    private Stepped house;

    Scene(String name, Killer killer) throws Exception {
      this.killer = killer;
      killer.strike = () -> left = disk.kill();
      var data = Files.createDirectories(directory.resolve(name));
      ground = Stepped.Ground.on(data, disk).outside(killer, 5);
      house = new Stepped(ground, trio.all());
    }

    /**
     * Steps until nothing is left to do; if the house is killed on the way, the next one goes on.
     */
    void settle() {
      for (int quiet = 0, n = 0; quiet < 4; n++) {
        if (n > 100_000) throw new AssertionError("never comes to rest");
        boolean more = house.step();
        if (killer.dead()) reopen();
        quiet = more ? 0 : quiet + 1;
        ground.nanos().addAndGet(60_000_000);
      }
    }

    private void reopen() {
      killer.dead = false;
      killer.struck = false;
      if (left == null) left = disk.kill();
      try {
        house.close();
      } catch (Exception dying) {
        assertTrue(dying != null);
      }
      disk = left;
      ground = ground.with(disk).outside(new Killer("", false), 6);
      house = new Stepped(ground, trio.all());
    }

    /** What happens from now on is not killed, and then is. */
    void armed(boolean armed) {
      killer.armed = armed;
    }

    Stepped.Question asks(CheckoutCommand<?> command) {
      var question = house.ask("checkout", command, "id " + command.hashCode());
      settle();
      return question;
    }

    /** As payments' own page does. */
    void answers(boolean passed) {
      var answer = new AuthenticatePayment("cs_1.1", passed);
      house.ask("payments", answer, "id " + answer.hashCode());
      settle();
    }

    void later(Duration by) {
      for (int i = 0; i < 10; i++) {
        ground.nanos().addAndGet(by.toNanos() / 10);
        settle();
      }
    }

    <T> T read(java.util.function.Function<CheckoutTables, T> look) {
      return house.read(trio.checkout, look);
    }

    Session session() {
      return read(known -> known.sessions.get("cs_1"));
    }

    Optional<Order> order() {
      return read(known -> known.orders.find("ord_1"));
    }

    Level level() {
      return read(known -> known.stocks.level("mug"));
    }

    @Override
    public void close() throws Exception {
      house.close();
    }
  }

  static void fill(Scene scene) {
    scene.asks(new CatalogueCommand.PutProduct("mug", "Mug", "", Optional.empty()));
    var none = Optional.<Integer>empty();
    scene.asks(
        new CatalogueCommand.PutVariant(
            "mug", "mug", "Mug", Map.of(), none, List.of(), Optional.of(true), Optional.empty()));
    scene.asks(new CatalogueCommand.SetPrices("mug", Map.of("usd", 1_000L)));
    scene.asks(new StockCommand.Receive("mug", 5));
  }

  static void buy(Scene scene, String method) {
    fill(scene);
    scene.asks(
        new CartCommand.OpenSession(
            "cs_1",
            Optional.empty(),
            List.of(new Units("mug", 2)),
            List.of(),
            Counter.buyer("ann"),
            Optional.empty(),
            Set.of(Session.ASKS)));
    var none = Optional.<String>empty();
    scene.asks(
        new CartCommand.Complete(
            "cs_1", Counter.buyer("ann"), method, none, Optional.empty(), none, Optional.empty()));
  }

  void run(String name, Plot plot) throws Exception {
    var whole = new Killer("", false);
    try (var scene = new Scene(name, whole)) {
      plot.play(scene);
      plot.check(scene);
      laws(scene, name);
    }
    assertFalse(whole.seen.isEmpty());
    int nth = 0;
    for (var line : whole.seen) {
      for (boolean after : new boolean[] {false, true}) {
        var where = name + ", killed " + (after ? "after " : "before ") + line;
        try (var scene = new Scene(name + nth++, new Killer(line, after))) {
          plot.play(scene);
          plot.check(scene);
          laws(scene, where);
        } catch (AssertionError | RuntimeException e) {
          throw new AssertionError(where + ": " + e, e);
        }
      }
    }
    assertEquals(List.of(), problems);
  }

  private void laws(Scene scene, String where) {
    for (var system : scene.trio.all()) laws(scene, system, where);
    assertEquals(List.of(), scene.house.engine().processes().deadLetters(10), where);
  }

  private <S extends Tables> void laws(Scene scene, Subsystem<S> system, String where) {
    for (Invariant<S> law : system.invariants()) {
      scene
          .house
          .read(system, law.broken()::apply)
          .ifPresent(why -> problems.add(where + ": " + why));
    }
  }
}
