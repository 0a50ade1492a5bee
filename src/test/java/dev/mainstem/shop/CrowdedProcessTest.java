package dev.mainstem.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.engine.Stepped;
import dev.mainstem.kernel.Command;
import dev.mainstem.log.FaultyDisk;
import dev.mainstem.store.Agenda;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More is due than there is room for: each line has its own. */
class CrowdedProcessTest {
  @TempDir private Path directory;
  private final Scripted carrier = new Scripted();
  private Stepped house;

  @BeforeEach
  void open() {
    var ground = Stepped.Ground.on(directory, new FaultyDisk(7));
    house = new Stepped(ground, List.of(new Wallet(), new Shop(carrier)));
    house.settled("wallet", new Wallet.Fund("ann", 100_000));
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private Shop.State state(String order) {
    return house.read(new Shop(carrier), known -> known.state(order));
  }

  /** Each line has its own room: a server that does not answer keeps no other waiting. */
  @Test
  void more_effects_than_there_is_room_for_are_tried_one_after_the_other() throws Exception {
    var slow = new ArrayList<CompletableFuture<Command<?, ?>>>();
    for (int i = 0; i < 200; i++) {
      slow.add(new CompletableFuture<>());
      carrier.said.add(slow.get(i));
    }
    for (int i = 0; i < 200; i++) house.ask("shop", new Shop.Buy("o" + i, "ann", 1));
    house.settle();
    assertEquals(128, carrier.attempts);
    slow.forEach(each -> each.completeExceptionally(new IOException("too many")));
    house.later(Duration.ofMinutes(1));
    for (int i = 0; i < 200; i++) assertEquals(Shop.State.SHIPPED, state("o" + i));
    assertEquals(400, carrier.attempts);
    assertEquals(
        0, house.engine().processes().due(10).stream().filter(CrowdedProcessTest::ships).count());
  }

  /** Were they looked for in the order of time, a carrier that hangs would hide all timers. */
  @Test
  void what_waits_for_one_line_hides_nothing_from_another() {
    carrier.patience = Duration.ofHours(1);
    for (int i = 0; i < 1_000; i++) {
      carrier.said.add(new CompletableFuture<>());
      house.ask("shop", new Shop.Buy("o" + i, "ann", 1));
      if (i % 100 == 0) house.settle();
    }
    house.settle();
    house.later(Duration.ofMinutes(16));
    assertEquals(128, carrier.attempts);
    var waiting = house.engine().processes().due(5_000);
    assertEquals(1_000, waiting.size());
    assertTrue(
        waiting.stream().allMatch(CrowdedProcessTest::ships), "a timer waits for the carrier");
  }

  private static boolean ships(Agenda.Due due) {
    return due.line().equals("ship");
  }
}
