package dev.mainstem.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Position;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A log is copied at any moment, and cut or emptied anywhere, and what comes of it opens. */
class LogCopyTest {
  private static final int ROUNDS = Integer.getInteger("logcopy.rounds", 60);
  private static final Path COPY = Path.of("/backup/log");
  private static final Path CUT = Path.of("/restored/log");

  /** A log that is written to at random, and what of the other journal each frame rests on. */
  private static final class Busy implements AutoCloseable {
    final FaultyDisk disk;
    final SplittableRandom random;
    final Small small;
    final Map<String, List<Draft>> written = new HashMap<>();
    final Map<Position, Position> rests = new HashMap<>();

    Busy(long seed) {
      disk = new FaultyDisk(seed);
      random = new SplittableRandom(seed);
      small = new Small(disk, 16 << 10);
      written.put("main", new ArrayList<>());
      written.put("cache", new ArrayList<>());
    }

    void go(int turns) {
      for (int i = 0; i < turns; i++) {
        int what = random.nextInt(8);
        if (what < 3) append(small.main, small.soon);
        else if (what < 6) append(small.soon, small.main);
        else if (what < 7) small.log.step();
        else small.time.addAndGet(random.nextInt(30_000_000));
      }
    }

    private void append(Journal journal, Journal other) {
      var draft = Drafts.any(random);
      var name = journal.spec().name();
      var after = new Position(other.spec().name(), other.last());
      boolean resting = random.nextBoolean() && after.number() > 0;
      long last = journal.append(draft, null, resting ? List.of(after) : List.of());
      written.get(name).add(draft);
      if (resting) rests.put(new Position(name, last), after);
    }

    @Override
    public void close() {
      small.settle();
      small.close();
    }
  }

  private static Map<String, Long> ends(Log log) {
    var ends = new HashMap<String, Long>();
    for (var journal : log.journals()) ends.put(journal.spec().name(), journal.last());
    return ends;
  }

  private static Log open(Disk disk, Path dir) {
    return Log.open(disk, dir, List.of(Small.MAIN, Small.SOON), Small.settings(16 << 10));
  }

  private static void beginning(List<Draft> written, Journal copy) {
    var read = Small.read(copy);
    assertEquals(written.subList(0, read.size()), read);
  }

  @Test
  void a_copy_made_at_any_moment_opens_at_its_positions_and_rests_on_itself() throws IOException {
    for (int seed = 0; seed < ROUNDS; seed++) {
      try (var busy = new Busy(seed)) {
        busy.go(busy.random.nextInt(400));
        Map<String, Long> positions;
        try (var held = busy.small.log.hold()) {
          positions = held.positions();
          busy.go(busy.random.nextInt(200));
          held.copy(COPY, new Copier(busy.disk, 0, () -> false));
        }
        busy.rests.forEach(
            (frame, on) -> {
              if (frame.number() > positions.get(frame.journal())) return;
              assertTrue(on.number() <= positions.get(on.journal()), frame + " rests on " + on);
            });
        for (var name : positions.keySet()) {
          assertEquals(Optional.empty(), new LogReader(busy.disk, COPY).verify(name).damage());
        }
        try (var copy = open(busy.disk, COPY)) {
          assertEquals(positions, ends(copy));
          for (var each : copy.journals()) {
            beginning(busy.written.get(each.spec().name()), each);
          }
        }
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  @Test
  void a_log_cut_at_a_time_rests_on_itself() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      try (var busy = new Busy(seed)) {
        busy.go(300);
        busy.small.idle();
        long first = 1_000_000;
        long time = first + busy.random.nextLong(busy.small.time.get() / 1_000 - first);
        var cut = new HashMap<String, Long>();
        for (var journal : busy.small.log.journals()) {
          cut.put(journal.spec().name(), journal.positionAt(time));
        }
        busy.rests.forEach(
            (frame, on) -> {
              if (frame.number() > cut.get(frame.journal())) return;
              assertTrue(on.number() <= cut.get(on.journal()), frame + " rests on " + on);
            });
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  @Test
  void a_log_cut_anywhere_is_that_beginning_and_emptied_frames_keep_their_place()
      throws IOException {
    for (int seed = 0; seed < ROUNDS; seed++) {
      try (var busy = new Busy(seed)) {
        busy.go(300);
        busy.small.idle();
        long last = busy.small.main.last();
        long upTo = busy.random.nextLong(last + 1);
        var copy = new LogCopy(busy.disk, Small.DIR, CUT);
        long cut = copy.copy("main", upTo, LogCopyTest::emptied);
        copy.copy("cache", busy.small.soon.last(), frame -> Optional.empty());
        try (var log = open(busy.disk, CUT)) {
          assertEquals(cut, log.journal("main").last());
          assertTrue(cut <= upTo && upTo - cut < 4, upTo + " is in the frame behind " + cut);
          same(busy.small.main, log.journal("main"));
          assertEquals(Small.read(busy.small.soon), Small.read(log.journal("cache")));
        }
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  /** Of every other system's frames nothing is left but their number. */
  private static Optional<Draft> emptied(Frame frame) {
    if (frame.first() % 2 == 0) return Optional.empty();
    var nothing = new Entry("house.Void", List.of(), new byte[0]);
    var entries = java.util.Collections.nCopies(frame.count(), nothing);
    return Optional.of(new Draft(frame.system(), frame.moment(), Optional.empty(), entries));
  }

  private static void same(Journal whole, Journal cut) {
    try (var a = whole.tail(0);
        var b = cut.tail(0)) {
      for (var frame = b.next(); frame != null; frame = b.next()) {
        var expected = a.next();
        assertEquals(expected.first(), frame.first());
        assertEquals(expected.last(), frame.last());
        assertEquals(expected.commitTime(), frame.commitTime());
        var kept = emptied(expected).orElse(Drafts.of(expected));
        assertEquals(kept.entries(), frame.entries());
        assertEquals(kept.remembered(), frame.remembered());
      }
    }
  }

  @Test
  void what_is_damaged_on_the_way_is_named() throws IOException {
    try (var busy = new Busy(5)) {
      busy.go(400);
      busy.small.idle();
      var path = Small.DIR.resolve("main/00000000000000000001.seg");
      var bytes = busy.disk.bytes(path);
      bytes[SegmentHeader.SIZE + 200] ^= 1;
      busy.disk.put(path, bytes);
      var copy = new LogCopy(busy.disk, Small.DIR, CUT);
      long last = busy.small.main.last();
      var damage =
          assertThrows(LogCorrupt.class, () -> copy.copy("main", last, f -> Optional.empty()));
      assertEquals("main/00000000000000000001.seg", damage.segment());
    }
  }

  @Test
  void nothing_is_deleted_while_a_log_is_held() throws IOException {
    var keep = Optional.of(java.time.Duration.ofDays(1));
    var spec = new JournalSpec("main", JournalSpec.Promise.ON_DISK, keep);
    var disk = new FaultyDisk(3);
    try (var log = Log.open(disk, Small.DIR, List.of(spec), Small.settings(16 << 10))) {
      var journal = log.journal("main");
      Heard.of(journal);
      for (int i = 0; i < 200; i++) journal.append(Drafts.one(i, 500), null, List.of());
      while (log.step()) Thread.onSpinWait();
      try (var held = log.hold()) {
        journal.trim(journal.last());
        assertEquals(1, journal.firstKept());
        held.copy(COPY, new Copier(disk, 0, () -> false));
        assertEquals(Optional.empty(), new LogReader(disk, COPY).verify("main").damage());
      }
      assertFalse(journal.firstKept() == 1, "what was to be deleted is deleted now");
    }
  }
}
