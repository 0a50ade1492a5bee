package dev.mainstem.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.kernel.Position;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a journal does while its disk fails under it. */
class FaultTest {
  private final FaultyDisk disk = new FaultyDisk(1);

  @Test
  void a_failed_force_stops_the_journal_for_good() {
    try (var small = new Small(disk)) {
      small.main.append(Drafts.one(1, 10), null, List.of());
      small.settle();
      disk.failForce(1);
      small.main.append(Drafts.one(2, 10), null, List.of());
      small.settle();
      stopped(small);
      disk.failForce(Long.MAX_VALUE);
      small.settle();
      stopped(small);
    }
  }

  @Test
  void a_failed_write_stops_the_journal_for_good() {
    try (var small = new Small(disk)) {
      small.main.append(Drafts.one(1, 10), null, List.of());
      small.settle();
      disk.failWrite(1);
      small.main.append(Drafts.one(2, 10), null, List.of());
      small.settle();
      stopped(small);
    }
  }

  @Test
  void a_full_disk_stops_the_journal_and_the_rest_can_be_read_again() {
    var settings = Small.settings(16 << 10).space(0, 0);
    try (var small = new Small(disk, settings)) {
      small.main.append(Drafts.one(1, 10), null, List.of());
      small.settle();
      disk.usable(1_000);
      small.main.append(Drafts.one(2, 10_000), null, List.of());
      small.settle();
      stopped(small);
    }
    var later = disk.powerLoss();
    try (var small = new Small(later)) {
      assertEquals(1, small.main.last());
      assertEquals(List.of(Drafts.one(1, 10)), Small.read(small.main));
    }
  }

  @Test
  void a_nearly_full_disk_refuses_appends_early_and_takes_them_again_later() {
    try (var small = new Small(disk)) {
      disk.usable(1_000_000);
      small.main.append(Drafts.one(1, 10), null, List.of());
      small.idle();
      small.main.append(Drafts.one(2, 10), null, List.of());
      small.idle();
      assertThrows(DiskLow.class, () -> small.main.append(Drafts.one(3, 10), null, List.of()));
      assertTrue(small.main.health().ok());
      assertTrue(small.main.health().diskLow());
      disk.usable(1L << 40);
      small.time.addAndGet(2_000_000_000);
      small.settle();
      assertEquals(3, small.main.append(Drafts.one(3, 10), null, List.of()));
    }
  }

  @Test
  void a_directory_that_cannot_be_written_is_said_at_once() {
    new Small(disk).close();
    disk.readOnly(true);
    assertThrows(UncheckedIOException.class, () -> new Small(disk));
    disk.readOnly(false);
    new Small(disk).close();
  }

  @Test
  void two_houses_cannot_have_one_log() {
    try (var small = new Small(disk)) {
      assertTrue(small.main.health().ok());
      assertThrows(UncheckedIOException.class, () -> new Small(disk));
    }
  }

  @Test
  void who_waits_for_a_journal_that_failed_stops_too() {
    try (var small = new Small(disk)) {
      disk.failForce(1);
      long on = small.main.append(Drafts.one(1, 10), null, List.of());
      small.soon.append(Drafts.one(1, 10), null, List.of(new Position("main", on)));
      small.settle();
      assertEquals(1, small.heard.stops().size());
      assertEquals(1, small.heardSoon.stops().size());
      assertEquals(0, small.soon.visible());
    }
  }

  @Test
  void a_failed_force_behind_a_soon_journal_stops_it() {
    try (var small = new Small(disk)) {
      small.soon.append(Drafts.one(1, 10), null, List.of());
      small.settle();
      assertEquals(1, small.heardSoon.last());
      disk.failForce(1);
      small.idle();
      assertEquals(1, small.heardSoon.stops().size());
      assertEquals(0, small.soon.durable());
      assertEquals(1, Small.read(small.soon).size());
      assertThrows(JournalStopped.class, small.soon::force);
    }
  }

  @Test
  void a_marker_is_written_once() {
    try (var small = new Small(disk)) {
      small.main.append(Drafts.one(1, 10), null, List.of());
      small.idle();
      long operations = disk.operations();
      small.idle();
      small.idle();
      assertEquals(operations, disk.operations());
    }
  }

  @Test
  void a_soon_journal_is_forced_in_time() {
    try (var small = new Small(disk)) {
      small.soon.append(Drafts.one(1, 10), null, List.of());
      small.settle();
      assertEquals(1, small.soon.visible());
      assertEquals(0, small.soon.durable());
      small.time.addAndGet(100_000_000);
      small.settle();
      assertEquals(1, small.soon.durable());
    }
  }

  @Test
  void a_kill_loses_nothing_that_was_answered_soon() {
    var small = new Small(disk);
    for (int i = 0; i < 100; i++) small.soon.append(Drafts.one(i, 100), null, List.of());
    small.settle();
    assertEquals(100, small.heardSoon.last());
    try (var after = new Small(disk.killed())) {
      assertEquals(100, after.soon.last());
      assertEquals(100, after.soon.durable());
    }
  }

  @Test
  void a_frame_larger_than_a_segment_gets_one_of_its_size() {
    try (var small = new Small(disk)) {
      small.main.append(Drafts.one(1, 200_000), null, List.of());
      small.main.append(Drafts.one(2, 10), null, List.of());
      small.main.append(Drafts.one(3, 900_000), null, List.of());
      small.settle();
      assertEquals(3, small.heard.last());
      assertEquals(3, Small.read(small.main).size());
    }
    try (var small = new Small(disk.killed())) {
      assertEquals(3, Small.read(small.main).size());
    }
  }

  @Test
  void the_reader_beside_a_live_house_sees_what_is_proved() {
    var reader = new LogReader(disk, Small.DIR);
    try (var small = new Small(disk)) {
      for (int i = 0; i < 200; i++) {
        small.main.append(Drafts.one(i, 300), null, List.of());
        small.settle();
      }
      try (var tail = reader.tail("main", 0)) {
        for (int i = 1; i < 200; i++) assertEquals(i, tail.next().first());
        assertEquals(null, tail.next());
        small.idle();
        assertEquals(200, tail.next().first());
        assertEquals(null, tail.next());
      }
      var verdict = reader.verify("main");
      assertEquals(200, verdict.frames());
      assertEquals(200, verdict.proved());
      assertFalse(verdict.damage().isPresent());
      assertEquals(List.of("cache", "main"), reader.journals());
    }
  }

  @Test
  void the_reader_names_the_first_bad_frame() throws Exception {
    try (var small = new Small(disk)) {
      for (int i = 0; i < 20; i++) small.main.append(Drafts.one(i, 100), null, List.of());
    }
    var path = Segment.file(Small.DIR.resolve("main"), 1);
    byte[] bytes = disk.bytes(path);
    bytes[SegmentHeader.SIZE + 700] ^= 1;
    disk.put(path, bytes);
    var verdict = new LogReader(disk, Small.DIR).verify("main");
    var damage = verdict.damage().orElseThrow();
    assertEquals(verdict.last() + 1, damage.position());
    assertTrue(damage.why().contains("proves"));
  }

  @Test
  void with_threads_a_failed_force_stops_everybody_who_waits() {
    var standard = LogSettings.standard();
    var settings = standard.times(standard.clock(), () -> 0); // so no marker comes between
    try (var log = Log.open(disk, Small.DIR, List.of(Small.MAIN, Small.SOON), settings)) {
      var main = log.journal("main");
      var heard = Heard.of(main);
      var heardSoon = Heard.of(log.journal("cache"));
      heard.await(main.append(Drafts.one(1, 10), null, List.of()));
      disk.failForce(1);
      long on = main.append(Drafts.one(2, 10), null, List.of());
      log.journal("cache").append(Drafts.one(1, 1), null, List.of(new Position("main", on)));
      heard.awaitStop();
      heardSoon.awaitStop();
      assertThrows(JournalStopped.class, main::force);
      assertThrows(JournalStopped.class, () -> main.append(Drafts.one(3, 1), null, List.of()));
      assertEquals(1, heard.last());
      assertEquals(1, main.visible());
      assertEquals(List.of(Drafts.one(1, 10)), Small.read(main));
    }
  }

  @Test
  void the_reader_goes_on_into_segments_begun_meanwhile() {
    try (var small = new Small(disk)) {
      small.main.append(Drafts.one(1, 10), null, List.of());
      small.idle();
      try (var tail = new LogReader(disk, Small.DIR).tail("main", 0)) {
        assertEquals(1, tail.next().first());
        for (int i = 2; i <= 300; i++) small.main.append(Drafts.one(i, 500), null, List.of());
        small.idle();
        for (int i = 2; i <= 300; i++) assertEquals(i, tail.next().first());
      }
    }
  }

  private static void stopped(Small small) {
    assertEquals(1, small.heard.last());
    assertEquals(1, small.heard.stops().size());
    assertEquals(1, small.main.visible());
    assertEquals(List.of(Drafts.one(1, 10)), Small.read(small.main));
    assertThrows(JournalStopped.class, () -> small.main.append(Drafts.one(9, 1), null, List.of()));
    assertThrows(JournalStopped.class, small.main::force);
    assertFalse(small.main.health().ok());
  }
}
