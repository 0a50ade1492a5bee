package dev.mainstem.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.engine.Stepped;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Effect;
import dev.mainstem.kernel.Position;
import dev.mainstem.log.FaultyDisk;
import dev.mainstem.store.KilledTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process promises: a shop that asks a wallet and a carrier, stepped on one thread. */
class ProcessTest {
  @TempDir private Path directory;
  private final Scripted carrier = new Scripted();
  private Stepped.Ground ground;
  private Stepped house;

  @BeforeEach
  void open() {
    ground = Stepped.Ground.on(directory, new FaultyDisk(7));
    house = new Stepped(ground, java.util.List.of(new Wallet(), new Shop(carrier)));
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private void reopen() throws Exception {
    house.close();
    house = new Stepped(ground, java.util.List.of(new Wallet(), new Shop(carrier)));
  }

  private Shop.Order order(String order) {
    return shop(known -> known.orders.get(order));
  }

  private <R> R shop(Function<Shop.Known, R> read) {
    return house.read(new Shop(carrier), read);
  }

  private <R> R wallet(Function<Wallet.Known, R> read) {
    return house.read(new Wallet(), read);
  }

  private long cents(String owner) {
    return wallet(known -> known.cents(owner));
  }

  private long greeted(String owner) {
    return shop(known -> known.greeted.find(owner).map(Shop.Greeted::times).orElse(0L));
  }

  @Test
  void a_process_runs_through_systems_and_the_outside() {
    house.settled("wallet", new Wallet.Fund("ann", 500));
    house.settled("shop", new Shop.Buy("o1", "ann", 200));
    assertEquals(Shop.State.SHIPPED, order("o1").state());
    assertEquals(300L, cents("ann"));
    assertEquals(Wallet.State.TAKEN, wallet(known -> known.holds.get("o1").state()));
    assertEquals(1, carrier.attempts);
  }

  @Test
  void a_refusal_takes_the_other_way() {
    house.settled("shop", new Shop.Buy("o1", "ann", 200));
    assertEquals(Shop.State.CANCELLED, order("o1").state());
    assertEquals("too-little", order("o1").why());
    assertEquals(0, carrier.attempts);
  }

  @Test
  void whoever_watches_hears_what_others_began_and_only_listeners_do() {
    house.settled("wallet", new Wallet.Fund("ann", 500));
    assertEquals(1L, greeted("ann"));
    // Held by someone else's story: the shop's line is not concerned, or it would pack nothing.
    house.settled("wallet", new Wallet.Hold("foreign", "ann", 100));
    assertEquals(Wallet.State.HELD, wallet(known -> known.holds.get("foreign").state()));
  }

  @Test
  void an_effect_is_tried_again_under_the_same_id_and_later_each_time() {
    carrier.fails(2);
    house.settled("wallet", new Wallet.Fund("ann", 500));
    house.settled("shop", new Shop.Buy("o1", "ann", 200));
    var id = carrier.lastId;
    house.later(Duration.ofSeconds(10));
    assertEquals(3, carrier.attempts);
    assertEquals(3, carrier.lastNumber);
    assertEquals(id, carrier.lastId);
    assertEquals(Shop.State.SHIPPED, order("o1").state());
  }

  @Test
  void an_effect_is_not_tried_before_the_other_side_wants_it() {
    carrier.said.add(CompletableFuture.failedFuture(new Effect.Later("busy", Duration.ofHours(1))));
    house.settled("wallet", new Wallet.Fund("ann", 500));
    house.settled("shop", new Shop.Buy("o1", "ann", 200));
    house.later(Duration.ofMinutes(10));
    assertEquals(1, carrier.attempts);
    house.later(Duration.ofMinutes(60));
    assertEquals(2, carrier.attempts);
  }

  @Test
  void attempts_are_counted_through_a_restart() throws Exception {
    carrier.fails(1);
    house.settled("wallet", new Wallet.Fund("ann", 500));
    house.ask("shop", new Shop.Buy("o1", "ann", 200));
    while (carrier.attempts == 0) house.step();
    for (int i = 0; i < 20; i++) house.step();
    reopen();
    house.later(Duration.ofSeconds(10));
    assertEquals(2, carrier.lastNumber);
    assertEquals(Shop.State.SHIPPED, order("o1").state());
  }

  @Test
  void an_effect_that_fails_for_good_is_a_dead_letter_that_can_be_tried_again() {
    carrier.fails(3);
    house.settled("wallet", new Wallet.Fund("ann", 500));
    house.settled("shop", new Shop.Buy("o1", "ann", 200));
    house.later(Duration.ofSeconds(30));
    assertEquals(Shop.State.CANCELLED, order("o1").state());
    assertEquals(500L, cents("ann"));
    var dead = house.engine().processes().deadLetters(10);
    assertEquals(1, dead.size());
    assertEquals("ship", dead.get(0).line());
    assertEquals(3, dead.get(0).tried().failed());
    assertTrue(dead.get(0).tried().reason().contains("out of order"));
    house.engine().processes().redrive(dead.get(0));
    house.settle();
    assertEquals(4, carrier.attempts);
    assertEquals(0, house.engine().processes().deadLetters(10).size());
  }

  @Test
  void an_attempt_without_an_answer_counts_as_failed() {
    carrier.said.add(new CompletableFuture<>());
    house.settled("wallet", new Wallet.Fund("ann", 500));
    house.settled("shop", new Shop.Buy("o1", "ann", 200));
    assertEquals(Shop.State.PACKED, order("o1").state());
    house.later(Duration.ofSeconds(40));
    house.later(Duration.ofSeconds(10));
    assertEquals(Shop.State.SHIPPED, order("o1").state());
    assertEquals(2, carrier.attempts);
  }

  @Test
  void a_timer_fires_once_also_after_a_restart() throws Exception {
    carrier.said.add(new CompletableFuture<>());
    house.settled("wallet", new Wallet.Fund("ann", 500));
    house.settled("shop", new Shop.Buy("o1", "ann", 200));
    reopen();
    long before = house.engine().journals().get("main").last();
    house.later(Duration.ofMinutes(16));
    // Shipped in the meantime, so the timer had nothing to ask; and none is left.
    assertEquals(Shop.State.SHIPPED, order("o1").state());
    long after = house.engine().journals().get("main").last();
    assertTrue(after > before);
    assertEquals(0, house.engine().processes().due(10).size());
    house.later(Duration.ofMinutes(60));
    assertEquals(after, house.engine().journals().get("main").last());
  }

  @Test
  void a_system_that_begins_to_listen_does_not_hear_the_past() throws Exception {
    house.close();
    var other = Files.createDirectories(directory.resolve("old"));
    ground = Stepped.Ground.on(other, new FaultyDisk(8));
    house = new Stepped(ground, java.util.List.of(new Wallet()));
    house.settled("wallet", new Wallet.Fund("ann", 500));
    reopen();
    house.settle();
    house.settled("wallet", new Wallet.Fund("bob", 500));
    assertEquals(0L, greeted("ann"));
    assertEquals(1L, greeted("bob"));
  }

  /** The tables may reach the disk before what they rest on, which the power then takes. */
  @Test
  void what_comes_in_the_place_of_what_was_lost_is_heard() throws Exception {
    house.settled("wallet", new Wallet.Fund("ann", 500));
    long last = house.engine().journals().get("main").last();
    var notes = house.engine().store().agenda().notes();
    notes.heard("shop", new Position("main", last + 50)).write();
    reopen();
    house.ask("wallet", new Wallet.Fund("bob", 500));
    house.stepWriter("wallet");
    house.stepLog();
    house.stepTables();
    reopen();
    house.settle();
    assertEquals(1L, greeted("bob"));
    assertEquals(1L, greeted("ann"));
  }

  @Test
  void a_house_whose_disk_is_full_opens_and_listens_once_there_is_room() throws Exception {
    house.close();
    var disk = new FaultyDisk(9).usable(1 << 20);
    ground = Stepped.Ground.on(Files.createDirectories(directory.resolve("full")), disk);
    house = new Stepped(ground, java.util.List.of(new Wallet(), new Shop(carrier)));
    assertEquals("house/disk-low", house.settled("wallet", new Wallet.Fund("ann", 1)).problem());
    disk.usable(1L << 50);
    house.later(Duration.ofMinutes(1));
    house.settled("wallet", new Wallet.Fund("ann", 500));
    assertEquals(1L, greeted("ann"));
  }

  @Test
  void an_effect_that_has_an_outcome_is_not_begun_anew_when_its_event_is_heard_again()
      throws Exception {
    house.close();
    var held = new ArrayList<Runnable>();
    var late =
        new Stepped.Outside() {
          @Override
          public void carry(Runnable letter) {
            held.add(letter);
          }
        };
    house =
        new Stepped(ground.outside(late, 11), java.util.List.of(new Wallet(), new Shop(carrier)));
    house.settled("wallet", new Wallet.Fund("ann", 500));
    house.settled("shop", new Shop.Buy("o1", "ann", 200));
    delivered(held);
    house.settled("shop", new Shop.Buy("o2", "ann", 200));
    held.remove(held.size() - 1);
    for (int i = 0; i < 10; i++) delivered(held);
    // What o2 asked is still on its way, so all after it will be heard again.
    reopen();
    house.later(Duration.ofMinutes(1));
    assertEquals(Shop.State.SHIPPED, order("o1").state());
    assertEquals(Shop.State.SHIPPED, order("o2").state());
    assertEquals(2, decided("MarkShipped"));
  }

  /** How far was heard reaches the disk with the tables, long after the log. */
  @Test
  void an_effect_whose_outcome_is_in_the_log_is_not_tried_again_after_a_kill() throws Exception {
    house.settled("wallet", new Wallet.Fund("ann", 500));
    var tables = tables();
    house.settled("shop", new Shop.Buy("o1", "ann", 200));
    house.settled("shop", new Shop.Buy("o2", "ann", 200));
    assertEquals(2, carrier.attempts);
    killed(tables);
    house.later(Duration.ofMinutes(1));
    assertEquals(Shop.State.SHIPPED, order("o1").state());
    assertEquals(Shop.State.SHIPPED, order("o2").state());
    assertEquals(2, carrier.attempts);
    reopen();
    house.settled("shop", new Shop.Buy("o3", "ann", 100));
    assertEquals(3, carrier.attempts);
  }

  @Test
  void what_was_under_way_at_a_kill_is_tried_again() throws Exception {
    carrier.said.add(new CompletableFuture<>());
    house.settled("wallet", new Wallet.Fund("ann", 500));
    house.settled("shop", new Shop.Buy("o1", "ann", 200));
    killed(tables());
    house.later(Duration.ofMinutes(1));
    assertEquals(Shop.State.SHIPPED, order("o1").state());
    assertEquals(2, carrier.attempts);
  }

  /** Shipped when it had been cancelled: that it was refused is in the log, what then was not. */
  @Test
  void what_comes_of_a_refused_outcome_is_asked_after_a_kill_and_asked_once() throws Exception {
    var late = new CompletableFuture<Command<?, ?>>();
    carrier.said.add(late);
    house.settled("wallet", new Wallet.Fund("ann", 500));
    var tables = tables();
    house.settled("shop", new Shop.Buy("o1", "ann", 200));
    house.settled("shop", new Shop.Cancel("o1", "changed my mind"));
    late.complete(new Shop.MarkShipped("o1"));
    while (decided("MarkShipped") == 0) house.step();
    assertEquals(0, decided("CallBack"));
    killed(tables);
    house.later(Duration.ofMinutes(1));
    assertEquals(Shop.CALLED_BACK, order("o1").why());
    assertEquals(1, carrier.attempts);
    killed(tables);
    house.later(Duration.ofMinutes(1));
    assertEquals(1, carrier.attempts);
    assertEquals(1, decided("CallBack"));
  }

  @Test
  void a_dead_letter_is_one_after_a_kill_too() throws Exception {
    house.settled("wallet", new Wallet.Fund("ann", 500));
    var tables = tables();
    carrier.fails(3);
    house.settled("shop", new Shop.Buy("o1", "ann", 200));
    house.later(Duration.ofSeconds(30));
    killed(tables);
    house.later(Duration.ofSeconds(30));
    assertEquals(3, carrier.attempts);
    assertEquals(Shop.State.CANCELLED, order("o1").state());
    var dead = house.engine().processes().deadLetters(10);
    assertEquals(1, dead.size());
    house.engine().processes().redrive(dead.get(0));
    house.settle();
    assertEquals(4, carrier.attempts);
    assertEquals(0, house.engine().processes().deadLetters(10).size());
  }

  /** The tables as they were when they reached the disk last. */
  private Path tables() throws IOException {
    house.engine().store().checkpoint(true);
    var found = directory.resolve("found");
    KilledTables.copy(directory.resolve("tables"), found);
    return found;
  }

  private void killed(Path found) throws Exception {
    var after = ((FaultyDisk) ground.disk()).kill();
    house.close();
    KilledTables.copy(found, directory.resolve("tables"));
    ground = ground.with(after);
    house = new Stepped(ground, java.util.List.of(new Wallet(), new Shop(carrier)));
  }

  private void delivered(ArrayList<Runnable> held) {
    var letters = java.util.List.copyOf(held);
    held.clear();
    letters.forEach(Runnable::run);
    house.settle();
  }

  private long decided(String command) {
    long decided = 0;
    try (var tail = house.engine().journals().get("main").tail(0)) {
      for (var frame = tail.next(); frame != null; frame = tail.next()) {
        if (frame.command().equals(command)) decided++;
      }
    }
    return decided;
  }
}
