package dev.mainstem.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.bank.Bank;
import dev.mainstem.bank.BankCommand;
import dev.mainstem.codec.Codec;
import dev.mainstem.codec.Keys;
import dev.mainstem.engine.Mishaps.Heap;
import dev.mainstem.engine.Mishaps.Raise;
import dev.mainstem.engine.Stepped.Question;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.log.FaultyDisk;
import dev.mainstem.log.RealDisk;
import dev.mainstem.store.KilledTables;
import dev.mainstem.store.Store;
import dev.mainstem.store.StoreSettings;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a house does when something under it breaks. */
class TroubleTest {
  private static final long ANY = Long.MAX_VALUE;

  @TempDir private Path data;
  @TempDir private Path copies;

  private FaultyDisk disk = new FaultyDisk(1);
  private Stepped.Ground ground;
  private Stepped house;

  @BeforeEach
  void open() {
    ground = Stepped.Ground.on(data, disk);
    house = open(new Mishaps());
  }

  private Stepped open(Subsystem<?> mishaps) {
    return new Stepped(ground, List.of(mishaps, new Bank()));
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private void reopen(Subsystem<?> mishaps) throws Exception {
    house.close();
    disk = disk.killed();
    disk.failForce(Long.MAX_VALUE).failWrite(Long.MAX_VALUE);
    ground = ground.with(disk);
    house = open(mishaps);
  }

  private Question raise(String key) {
    return house.settled("mishaps", new Raise(key, ANY));
  }

  private long num(String key) {
    var now = Store.Reader.of(Stepped.TENANT);
    return house.engine().store().read(new Mishaps(), now, known -> known.of(key));
  }

  private long heaped(String key) {
    var now = Store.Reader.of(Stepped.TENANT);
    return house.engine().store().read(new Mishaps(), now, known -> known.heaped(key));
  }

  @Test
  void a_failed_force_leaves_outcomes_unknown_and_the_house_read_only() throws Exception {
    raise("a");
    disk.failForce(1);
    readOnlyAfterFailure();
  }

  @Test
  void a_failed_write_leaves_outcomes_unknown_and_the_house_read_only() throws Exception {
    raise("a");
    disk.failWrite(1);
    readOnlyAfterFailure();
  }

  private void readOnlyAfterFailure() throws Exception {
    var pending = house.ask("mishaps", new Raise("a", ANY), "an id");
    var refusedBehind = house.ask("mishaps", new Raise("a", 1));
    var neighbour = house.ask("bank", new BankCommand.Open(1, 1));
    house.settle();
    assertEquals("house/outcome-unknown", pending.problem());
    assertEquals("house/outcome-unknown", refusedBehind.problem());
    assertEquals("house/outcome-unknown", neighbour.problem());
    assertEquals("house/read-only", raise("a").problem());
    assertEquals("house/read-only", house.settled("mishaps", new Heap("a")).problem());
    assertEquals(0, house.engine().writers().get("mishaps").waiting());
    assertTrue(house.engine().broken().contains("main"), house.engine().broken());
    assertEquals(1, num("a"), "reads go on");
    reopen(new Mishaps());
    assertEquals("", house.engine().broken());
    var again = house.ask("mishaps", new Raise("a", ANY), "an id");
    house.settle();
    assertTrue(again.done(), again.problem());
    assertEquals(2, num("a"));
  }

  @Test
  void a_journal_of_looser_promise_that_fails_stops_writing_too() {
    house.settled("mishaps", new Heap("a"));
    disk.failWrite(1);
    var pending = house.settled("mishaps", new Heap("a"));
    assertEquals("house/outcome-unknown", pending.problem());
    assertEquals("house/read-only", raise("a").problem());
    assertEquals(1, heaped("a"));
  }

  @Test
  void little_space_refuses_writes_early_and_is_over_when_there_is_space_again() {
    raise("a");
    disk.usable(1 << 20);
    house.nanos().addAndGet(2_000_000_000L);
    raise("a");
    assertEquals("house/disk-low", raise("a").problem());
    long before = num("a");
    assertEquals("", house.engine().broken());
    disk.usable(1L << 50);
    house.nanos().addAndGet(2_000_000_000L);
    house.settle();
    assertTrue(raise("a").done());
    assertEquals(before + 1, num("a"));
  }

  @Test
  void a_system_that_cannot_fold_stops_alone_and_catches_up_once_mended() throws Exception {
    house.settled("mishaps", new Heap("a"));
    raise("a");
    house.engine().store().checkpoint(true);
    var checkpoint = copies.resolve("tables");
    KilledTables.copy(data.resolve("tables"), checkpoint);
    raise("poison");
    raise("a");
    house.settled("mishaps", new Heap("a"));
    house.settled("bank", new BankCommand.Open(1, 5));
    house.close();
    KilledTables.copy(checkpoint, data.resolve("tables"));
    house = open(new Mishaps("poison", 1));
    var stopped = house.engine().writers().get("mishaps").stopped();
    assertTrue(stopped.startsWith("cannot fold main-2"), stopped);
    assertEquals("house/system-stopped", raise("a").problem());
    assertEquals("bank/taken", house.settled("bank", new BankCommand.Open(1, 5)).problem());
    assertTrue(house.settled("bank", new BankCommand.Open(2, 5)).done());
    assertEquals(1, num("a"));
    reopen(new Mishaps("poison", 1));
    assertFalse(house.engine().writers().get("mishaps").stopped().isEmpty());
    reopen(new Mishaps());
    assertEquals("", house.engine().writers().get("mishaps").stopped());
    assertEquals(List.of(2L, 1L, 2L), List.of(num("a"), num("poison"), heaped("a")));
    assertTrue(raise("a").done());
  }

  @Test
  void tables_folded_with_another_meaning_are_rebuilt_at_the_start() throws Exception {
    for (int i = 0; i < 5; i++) raise("a");
    house.settled("mishaps", new Heap("a"));
    reopen(new Mishaps("", 10));
    assertEquals(List.of(50L, 1L), List.of(num("a"), heaped("a")));
    reopen(new Mishaps());
    assertEquals(List.of(5L, 1L), List.of(num("a"), heaped("a")));
  }

  @Test
  void tables_that_are_lost_altogether_are_rebuilt() throws Exception {
    for (int i = 0; i < 5; i++) raise("a");
    house.close();
    KilledTables.copy(Files.createDirectories(copies.resolve("x")), data.resolve("tables"));
    house = open(new Mishaps());
    assertEquals(5, num("a"));
  }

  @Test
  void what_was_replayed_once_is_on_the_disk_before_anything_else_happens() throws Exception {
    for (int i = 0; i < 5; i++) raise("a");
    house.close();
    KilledTables.copy(Files.createDirectories(copies.resolve("x")), data.resolve("tables"));
    house = open(new Mishaps());
    KilledTables.copy(data.resolve("tables"), copies.resolve("killed"));
    var settings = new StoreSettings(copies.resolve("killed"), 1 << 20, () -> {});
    try (var killed = new Store(settings, new Codec(), new Keys(), List.of(new Mishaps()))) {
      assertEquals(5, killed.ledger().position("main"));
    }
  }

  @Test
  void a_second_engine_on_the_same_directory_is_refused() throws Exception {
    house.close();
    var real = Stepped.Ground.on(copies, new RealDisk());
    try (var first = new Stepped(real, List.of(new Mishaps()))) {
      assertThrows(
          UncheckedIOException.class, () -> new Stepped(real, List.of(new Mishaps())).close());
      assertTrue(first.settled("mishaps", new Raise("a", ANY)).done());
    }
    try (var second = new Stepped(real, List.of(new Mishaps()))) {
      assertTrue(second.settled("mishaps", new Raise("a", ANY)).done());
    }
  }

  @Test
  void a_house_that_closes_answers_what_it_has_decided_and_refuses_the_rest() throws Exception {
    var decided = house.ask("mishaps", new Raise("a", ANY));
    house.engine().writers().get("mishaps").step();
    var waiting = house.ask("mishaps", new Raise("a", ANY));
    house.close();
    assertTrue(decided.done(), decided.problem());
    assertEquals("house/read-only", waiting.problem());
  }
}
