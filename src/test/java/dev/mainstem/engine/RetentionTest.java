package dev.mainstem.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Event;
import dev.mainstem.kernel.Index;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Table;
import dev.mainstem.kernel.Tables;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.log.FaultyDisk;
import dev.mainstem.log.LogCorrupt;
import dev.mainstem.log.RealDisk;
import dev.mainstem.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is cut off a journal is gone; what it had come to is not. */
class RetentionTest {
  private static final Duration KEEP = Duration.ofHours(1);
  private static final String READINGS = "gauges-readings";

  @TempDir private Path directory;
  private FaultyDisk disk;
  private Stepped.Ground ground;
  private Stepped house;

  /** Counts readings by gauge, in a journal that is kept for an hour. */
  private static final class Gauges extends Subsystem<Known> {
    Gauges(boolean byCount) {
      super("gauges", Ask.class, Named.class, () -> new Known(byCount));
      journal(
          new JournalSpec(READINGS, JournalSpec.Promise.SOON, Optional.of(KEEP)), Readings.class);
    }
  }

  record Gauge(String name, long readings) {}

  static final class Known extends Tables {
    final Table<String, Gauge> names = table("name", String.class, Gauge.class);
    final Table<String, Gauge> gauges = table("gauge", String.class, Gauge.class).in(READINGS);
    final Index<Long, String, Gauge> byCount;

    Known(boolean indexed) {
      byCount = indexed ? gauges.index("count", Long.class, Gauge::readings) : null;
    }
  }

  sealed interface Ask<R> extends Command<Known, R> {}

  record Read(String gauge, String text) implements Ask<Void> {
    @Override
    public Decision<Void> decide(Known known, Moment at) {
      return Decision.happened(new WasRead(gauge, text));
    }
  }

  record Name(String gauge) implements Ask<Void> {
    @Override
    public Decision<Void> decide(Known known, Moment at) {
      return Decision.happened(new WasNamed(gauge));
    }
  }

  sealed interface Named extends Event<Known> {}

  record WasNamed(String gauge) implements Named {
    @Override
    public void applyTo(Known known, Moment at) {
      known.names.put(gauge, new Gauge(gauge, 0));
    }
  }

  sealed interface Readings extends Event<Known> {}

  record WasRead(String gauge, String text) implements Readings {
    @Override
    public void applyTo(Known known, Moment at) {
      long before = known.gauges.find(gauge).map(Gauge::readings).orElse(0L);
      known.gauges.put(gauge, new Gauge(gauge, before + 1));
    }
  }

  @BeforeEach
  void open() {
    disk = new FaultyDisk(9);
    ground = Stepped.Ground.on(directory, disk);
    house = new Stepped(ground, List.of(new Gauges(false)));
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private void reopen(boolean indexed) throws Exception {
    house.close();
    house = new Stepped(ground, List.of(new Gauges(indexed)));
  }

  private void read(int times) {
    for (int i = 0; i < times; i++) {
      house.ask("gauges", new Read("g" + i % 7, "x".repeat(200)));
      house.ask("gauges", new Read("other", ""), new Tenant("other"), Optional.empty());
      if (i % 50 == 0) house.settle();
    }
    house.settle();
  }

  private void later(Duration by) {
    house.nanos().addAndGet(by.toNanos());
  }

  private long cut() {
    return house.engine().retention().run(done -> {});
  }

  private long firstKept() {
    return house.engine().journals().get(READINGS).firstKept();
  }

  private <R> R known(Function<Known, R> read) {
    return house.engine().store().read(new Gauges(false), Store.Reader.of(Stepped.TENANT), read);
  }

  private List<Gauge> gauges() {
    return known(
        known -> known.gauges.page(dev.mainstem.kernel.Span.of(), Page.first(100)).items());
  }

  private void sound() {
    var found = house.engine().verification().run();
    assertTrue(found.sound(), () -> found.differences() + "" + found.broken());
    assertEquals(List.of(), found.skipped());
    assertTrue(found.tables().stream().anyMatch(t -> t.table().contains("gauge") && t.rows() > 1));
  }

  private List<Path> bases() throws Exception {
    try (var files = Files.list(directory.resolve("bases"))) {
      return files.toList();
    }
  }

  @Test
  void what_is_old_enough_is_cut_and_the_tables_stay_as_they_are() throws Exception {
    read(700);
    later(KEEP);
    read(10);
    var before = gauges();
    assertTrue(cut() > 500);
    assertTrue(firstKept() > 500);
    assertEquals(before, gauges());
    sound();
    reopen(false);
    assertEquals(before, gauges());
    read(7);
    sound();
  }

  @Test
  void nothing_is_cut_before_its_time() {
    read(700);
    later(KEEP.minusMinutes(5));
    assertEquals(0, cut());
    assertEquals(1, firstKept());
  }

  @Test
  void tables_that_are_lost_are_made_anew_from_where_the_journal_was_cut() throws Exception {
    house.settled("gauges", new Name("g1"));
    read(700);
    later(KEEP);
    read(10);
    cut();
    var before = gauges();
    house.close();
    Store.remove(directory.resolve("tables"));
    house = new Stepped(ground, List.of(new Gauges(false)));
    assertEquals(before, gauges());
    assertEquals(1, known(known -> known.names.scan(dev.mainstem.kernel.Span.of(), 9)).size());
    sound();
  }

  @Test
  void a_cut_after_a_cut_goes_on_from_the_first() throws Exception {
    read(700);
    later(KEEP);
    read(700);
    cut();
    long first = firstKept();
    later(KEEP);
    read(10);
    assertTrue(cut() > 0);
    assertTrue(firstKept() > first);
    assertEquals(1, bases().size());
    sound();
  }

  @Test
  void an_index_that_is_new_finds_rows_of_what_was_cut() throws Exception {
    read(700);
    later(KEEP);
    read(3);
    cut();
    var before = gauges();
    reopen(true);
    var indexed =
        house
            .engine()
            .store()
            .read(
                new Gauges(true),
                Store.Reader.of(Stepped.TENANT),
                known -> {
                  var found = new ArrayList<Gauge>();
                  for (var each : before) {
                    var page = known.byCount.page(each.readings(), Page.first(100)).items();
                    assertTrue(page.contains(each), each.toString());
                    found.addAll(page);
                  }
                  return found;
                });
    assertTrue(indexed.size() >= before.size());
  }

  @Test
  void nothing_is_cut_that_a_stopped_system_has_not_folded() throws Exception {
    read(700);
    later(KEEP);
    house.engine().store().ledger().stoppedAt("gauges", READINGS, 1);
    assertEquals(0, cut());
  }

  @Test
  void a_cut_that_is_called_off_or_breaks_off_leaves_everything() throws Exception {
    read(700);
    later(KEEP);
    var calledOff = house.engine().retention();
    assertThrows(
        CancellationException.class,
        () ->
            calledOff.run(
                done -> {
                  throw new CancellationException();
                }));
    assertEquals(1, firstKept());
    reopen(false);
    sound();
    assertTrue(cut() > 500);
    assertEquals(1, bases().size());
    sound();
  }

  @Test
  void a_base_whose_journal_was_not_cut_yet_does_no_harm() throws Exception {
    read(700);
    later(KEEP);
    read(10);
    var before = gauges();
    disk.readOnly(true); // the base is written to the real disk, and then the cut fails
    assertThrows(RuntimeException.class, this::cut);
    disk.readOnly(false);
    assertEquals(1, bases().size());
    reopen(false);
    assertEquals(before, gauges());
    sound();
  }

  @Test
  void a_bit_that_rots_is_found_and_named() throws Exception {
    read(700);
    house.close();
    var files = disk.list(ground.data().resolve("log").resolve(READINGS));
    var sealed = files.stream().filter(f -> !f.toString().endsWith(".idx")).findFirst().get();
    house = new Stepped(ground, List.of(new Gauges(false)));
    try (var scrub = new Scrub(house.engine().journals().values())) {
      while (scrub.step(10_000)) assertNotEquals("", scrub.at());
    }
    var bytes = disk.bytes(sealed);
    bytes[6_000] ^= 4;
    disk.put(sealed, bytes);
    try (var scrub = new Scrub(house.engine().journals().values())) {
      var found =
          assertThrows(
              LogCorrupt.class,
              () -> {
                while (scrub.step(10_000)) assertNotEquals("", scrub.at());
              });
      assertTrue(found.getMessage().contains(READINGS), found.getMessage());
    }
  }

  @Test
  void a_backup_holds_what_was_cut_and_cannot_go_back_behind_it() throws Exception {
    house.close();
    ground = Stepped.Ground.on(directory.resolve("real"), new RealDisk());
    Files.createDirectories(ground.data());
    house = new Stepped(ground, List.of(new Gauges(false)));
    var blob = house.engine().blobs().put(new byte[100_000]);
    read(700);
    later(KEEP);
    read(10);
    cut();
    var before = gauges();
    var backup = directory.resolve("backup");
    house.engine().backup(new Backup.Wish(backup, 0)).run();
    read(5);
    house.close();
    var restored = directory.resolve("restored");
    restore(backup, restored, Optional.empty());
    ground = Stepped.Ground.on(restored, new RealDisk()).at(ground);
    house = new Stepped(ground, List.of(new Gauges(false)));
    assertEquals(before, gauges());
    assertArrayEquals(new byte[100_000], house.engine().blobs().get(blob));
    sound();
    var early = Optional.<Restore.Moment>of(new Restore.Moment.Then(Instant.EPOCH));
    var no =
        assertThrows(
            Manifest.NotWhole.class, () -> restore(backup, directory.resolve("early"), early));
    assertTrue(no.getMessage().contains(READINGS + " is no longer kept before"), no.getMessage());
  }

  private static void restore(Path from, Path to, Optional<Restore.Moment> until) {
    var wish = new Restore.Wish(from, to, until, Optional.empty());
    new Restore(new RealDisk(), List.of(new Gauges(false)), wish).run();
  }
}
