package dev.mainstem.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Stepped;
import dev.mainstem.engine.Stepped.Question;
import dev.mainstem.log.FaultyDisk;
import dev.mainstem.store.KilledTables;
import dev.mainstem.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * The power goes at any operation of a house whose shop asks a wallet and a carrier, and the
 * carrier fails, repeats, answers late and lies. Whatever happened, every order that was told ends
 * once: shipped and paid, or cancelled and paid back. {@code -Dprocess.rounds} says how often.
 */
class ProcessPowerLossTest {
  private static final int ROUNDS = Integer.getInteger("process.rounds", 60);
  private static final int LIVES = 4;
  private static final int OWNERS = 4;
  private static final List<String> QUIET = List.of("dev.mainstem.store", "dev.mainstem.engine");

  @TempDir private Path directory;

  @BeforeAll
  static void quietly() {
    for (var each : QUIET) ((Logger) LoggerFactory.getLogger(each)).setLevel(Level.OFF);
  }

  @AfterAll
  static void loudly() {
    for (var each : QUIET) ((Logger) LoggerFactory.getLogger(each)).setLevel(null);
  }

  @Test
  void every_order_ends_once_whatever_breaks() throws Exception {
    long orders = 0;
    for (int seed = 0; seed < ROUNDS; seed++) {
      var round = new Round(seed, Files.createDirectories(directory.resolve("round-" + seed)));
      try {
        orders += round.run();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    assertTrue(orders > ROUNDS, "hardly an order was told: " + orders);
  }

  private static final class Round {
    private final SplittableRandom random;
    private final Path directory;
    private final Carrier carrier;
    private final Map<String, Question> open = new HashMap<>();
    private final Map<String, Shop.Buy> told = new HashMap<>();
    private final Map<String, Shop.Buy> asked = new HashMap<>();
    private long funded;
    private FaultyDisk disk;
    private Stepped.Ground ground;
    private Stepped house;
    private int number;
    private int copies;

    Round(long seed, Path directory) {
      this.random = new SplittableRandom(seed);
      this.directory = directory;
      this.carrier = new Carrier(random.nextLong());
      this.disk = new FaultyDisk(random.nextLong());
      this.ground = Stepped.Ground.on(directory, disk);
    }

    int run() throws Exception {
      for (int life = 0; life < LIVES; life++) {
        open();
        live();
        powerLoss();
      }
      open();
      carrier.honest();
      for (int i = 0; i < 60; i++) {
        house.nanos().addAndGet(60_000_000_000L);
        house.settle();
      }
      ended();
      house.close();
      return told.size();
    }

    private void open() {
      house = new Stepped(ground, List.of(new Wallet(), new Shop(carrier)));
      if (funded > 0) return;
      disk.powerFailsAfter(Integer.MAX_VALUE);
      for (int i = 0; i < OWNERS; i++) house.settled("wallet", new Wallet.Fund("p" + i, 1_000));
      funded = OWNERS * 1_000L;
    }

    private void live() throws IOException {
      disk.powerFailsAfter(random.nextInt(200));
      for (int n = 40 + random.nextInt(200); n > 0 && house.engine().broken().isEmpty(); n--) {
        int what = random.nextInt(20);
        if (what < 2) buy();
        else if (what < 16) house.step();
        else if (what < 18) house.nanos().addAndGet(random.nextLong(3_000_000_000L));
        else if (what < 19) carrier.answerLate();
        else house.engine().store().checkpoint(true);
        hear();
      }
      if (!house.engine().broken().isEmpty()) house.settle();
      hear();
    }

    private void buy() {
      var order = "o" + number++;
      var buy = new Shop.Buy(order, "p" + random.nextInt(OWNERS), 50 + random.nextInt(400));
      asked.put(order, buy);
      open.put(order, house.ask("shop", buy, order));
    }

    private void hear() {
      open.entrySet()
          .removeIf(
              each -> {
                if (each.getValue().answer() instanceof Answer.Done) {
                  told.put(each.getKey(), asked.get(each.getKey()));
                }
                return each.getValue().answer() != null;
              });
    }

    /** Tables are found as the last flush left them, or not at all. */
    private void powerLoss() throws Exception {
      Path found = null;
      int how = random.nextInt(8);
      if (how < 4) {
        found = directory.resolve("tables-" + ++copies);
        KilledTables.copy(tables(), found);
      }
      if (how == 4) found = Files.createDirectories(directory.resolve("none-" + ++copies));
      var after = disk.powerLoss();
      try {
        house.close();
      } catch (UncheckedIOException dead) {
        assertTrue(dead.toString().contains("power"), dead.toString());
      }
      open.clear();
      carrier.forgotten();
      if (found != null) KilledTables.copy(found, tables());
      disk = after;
      ground = ground.with(disk);
    }

    private Path tables() {
      return ground.data().resolve("tables");
    }

    private <R> R shop(Function<Shop.Known, R> read) {
      var reader = Store.Reader.of(Stepped.TENANT);
      return house.engine().store().read(new Shop(carrier), reader, read);
    }

    private <R> R wallet(Function<Wallet.Known, R> read) {
      var reader = Store.Reader.of(Stepped.TENANT);
      return house.engine().store().read(new Wallet(), reader, read);
    }

    private void ended() {
      assertEquals(List.of(), house.engine().deadLetters(10));
      for (var order : told.keySet()) {
        assertTrue(shop(known -> known.orders.find(order)).isPresent(), order + " is lost");
      }
      long taken = 0;
      var paid = new HashSet<String>();
      for (var order : asked.keySet()) {
        var found = shop(known -> known.orders.find(order));
        if (found.isEmpty()) continue;
        var held = wallet(known -> known.holds.find(order)).map(Wallet.Held::state);
        var state = found.get().state();
        assertTrue(
            state == Shop.State.SHIPPED || state == Shop.State.CANCELLED, order + " is " + state);
        boolean shipped = state == Shop.State.SHIPPED;
        if (shipped) {
          assertEquals(Wallet.State.TAKEN, held.orElseThrow(), order);
          taken += found.get().cents();
          paid.add(order);
        } else {
          assertTrue(held.isEmpty() || held.get() == Wallet.State.RELEASED, order + " " + held);
        }
      }
      long left = 0;
      for (int i = 0; i < OWNERS; i++) {
        var owner = "p" + i;
        left += wallet(known -> known.cents(owner));
        assertEquals(1L, shop(known -> known.greeted.get(owner).times()).longValue(), owner);
      }
      assertEquals(funded, left + taken, "money is neither made nor lost");
      assertTrue(carrier.shipped().values().containsAll(paid), "paid for what was never shipped");
      assertEquals(
          carrier.shipped().size(),
          new HashSet<>(carrier.shipped().values()).size(),
          "an order was shipped under two ids");
    }
  }
}
