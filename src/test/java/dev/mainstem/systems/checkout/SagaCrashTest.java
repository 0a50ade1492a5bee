package dev.mainstem.systems.checkout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Asked;
import dev.mainstem.engine.Stepped;
import dev.mainstem.kernel.Invariant;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tables;
import dev.mainstem.log.FaultyDisk;
import dev.mainstem.systems.checkout.OrderCommand.CancelOrder;
import dev.mainstem.systems.checkout.OrderCommand.Judge;
import dev.mainstem.systems.checkout.OrderCommand.RefundOrder;
import dev.mainstem.systems.checkout.fraud.FraudRule;
import dev.mainstem.systems.checkout.stock.Level;
import dev.mainstem.systems.checkout.stock.Units;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The saga is killed at each of its steps, which it lists itself, before the step is decided and
 * after; whatever was killed, it ends as it would have, and nobody paid without an order.
 */
class SagaCrashTest {
  @TempDir private Path directory;
  private final List<String> problems = new ArrayList<>();

  /** Notes which lines ask something, and kills the house when one of them does. */
  private static final class Killer implements Stepped.Outside {
    private final Set<String> seen = new LinkedHashSet<>();
    private final String line;
    private final boolean after;
    private Runnable strike = () -> {};
    private boolean struck;
    private boolean dead;

    Killer(String line, boolean after) {
      this.line = line;
      this.after = after;
    }

    @Override
    public void deciding(String system, Asked<?, ?> asked) {
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
  private interface Plot {
    void play(Scene scene);

    void check(Scene scene);
  }

  /** One run: a house that is killed once and opened again. */
  private final class Scene implements AutoCloseable {
    private final Trio trio = new Trio();
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

    Stepped.Question asks(CheckoutCommand<?> command) {
      var question = house.ask("checkout", command, "id " + command.hashCode());
      settle();
      return question;
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

  private static void fill(Scene scene) {
    scene.asks(new CatalogueCommand.PutProduct("mug", "Mug", "", Optional.empty()));
    var none = Optional.<Integer>empty();
    scene.asks(
        new CatalogueCommand.PutVariant(
            "mug", "mug", "Mug", Map.of(), none, List.of(), Optional.of(true), Optional.empty()));
    scene.asks(new CatalogueCommand.SetPrices("mug", Map.of("usd", 1_000L)));
    scene.asks(new StockCommand.Receive("mug", 5));
  }

  private static void buy(Scene scene, String method) {
    fill(scene);
    scene.asks(
        new CartCommand.OpenSession(
            "cs_1",
            Optional.empty(),
            List.of(new Units("mug", 2)),
            List.of(),
            Counter.buyer("ann"),
            Optional.empty()));
    scene.asks(
        new CartCommand.Complete(
            "cs_1", Counter.buyer("ann"), method, Optional.empty(), Optional.empty()));
  }

  private void run(String name, Plot plot) throws Exception {
    var whole = new Killer("", false);
    try (var scene = new Scene(name, whole)) {
      plot.play(scene);
      plot.check(scene);
      laws(scene, name);
    }
    assertTrue(whole.seen.size() >= 4, whole.seen + "");
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

  @Test
  void a_purchase_ends_in_one_order_that_is_paid_once() throws Exception {
    run(
        "bought",
        new Plot() {
          @Override
          public void play(Scene scene) {
            buy(scene, "pm_card_visa");
          }

          @Override
          public void check(Scene scene) {
            assertEquals(Session.State.COMPLETED, scene.session().state());
            assertEquals(Order.State.PAID, scene.order().orElseThrow().state());
            assertEquals(2_000, scene.order().orElseThrow().charged());
            assertEquals(new Level("mug", 5, 0, 2), scene.level());
          }
        });
  }

  @Test
  void a_declined_purchase_lets_go_of_everything() throws Exception {
    run(
        "declined",
        new Plot() {
          @Override
          public void play(Scene scene) {
            buy(scene, "pm_card_chargeDeclined");
          }

          @Override
          public void check(Scene scene) {
            assertEquals(Session.State.OPEN, scene.session().state());
            assertTrue(scene.order().isEmpty());
            assertEquals(new Level("mug", 5, 0, 0), scene.level());
          }
        });
  }

  @Test
  void an_order_that_is_refunded_in_part_and_canceled_has_all_its_money_back() throws Exception {
    run(
        "undone",
        new Plot() {
          @Override
          public void play(Scene scene) {
            buy(scene, "pm_card_visa");
            scene.asks(
                new RefundOrder(
                    "ord_1",
                    List.of(new Units("li_mug", 1)),
                    Optional.empty(),
                    Optional.of(true),
                    Optional.empty()));
            scene.asks(new CancelOrder("ord_1", Optional.empty()));
          }

          @Override
          public void check(Scene scene) {
            var order = scene.order().orElseThrow();
            assertEquals(Order.State.CANCELED, order.state());
            assertEquals(2_000, order.refunded());
            var made = Order.Refund.Outcome.MADE;
            assertTrue(order.refunds().stream().allMatch(r -> r.outcome() == made), order + "");
            assertEquals(new Level("mug", 5, 0, 0), scene.level());
          }
        });
  }

  @Test
  void a_purchase_that_was_reviewed_goes_on_where_it_was() throws Exception {
    run(
        "reviewed",
        new Plot() {
          @Override
          public void play(Scene scene) {
            var rule =
                new FraudRule("all", FraudRule.Kind.AMOUNT, 5, Optional.of(0L), Optional.empty());
            scene.asks(new CatalogueCommand.SetFraudRules(List.of(rule), 5, 9));
            buy(scene, "pm_card_visa");
            assertEquals(Session.State.REVIEW, scene.session().state());
            scene.later(Duration.ofMinutes(20));
            scene.asks(new Judge("cs_1", true, Optional.empty()));
          }

          @Override
          public void check(Scene scene) {
            assertEquals(Order.State.PAID, scene.order().orElseThrow().state());
          }
        });
  }

  @Test
  void a_payment_nobody_answers_for_ends_when_the_time_is_up_and_is_canceled_later()
      throws Exception {
    run(
        "asked",
        new Plot() {
          @Override
          public void play(Scene scene) {
            scene.trio.acquirer.mute = true;
            buy(scene, "pm_card_visa");
            assertEquals(Session.State.COMPLETING, scene.session().state());
            assertEquals(2, scene.level().reserved());
            scene.later(Duration.ofMinutes(16));
            assertEquals("expired", scene.session().trouble().orElseThrow().code());
            scene.trio.acquirer.mute = false;
            for (int hour = 0; hour < 6; hour++) scene.later(Duration.ofHours(1));
          }

          @Override
          public void check(Scene scene) {
            assertEquals(Session.State.OPEN, scene.session().state());
            assertTrue(scene.order().isEmpty());
            assertEquals(new Level("mug", 5, 0, 0), scene.level());
          }
        });
  }
}
