package dev.mainstem.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.JournalSpec.Promise;
import dev.mainstem.kernel.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every kind of journal must do, wherever it keeps its bytes. */
public abstract class JournalContract {
  protected static final JournalSpec MAIN =
      new JournalSpec("main", Promise.ON_DISK, Optional.empty());
  protected static final JournalSpec SOON =
      new JournalSpec("cache", Promise.SOON, Optional.of(Duration.ofDays(1)));

  /** Journals {@link #MAIN} and {@link #SOON}, open. */
  public interface Opened extends AutoCloseable {
    Journal journal(String name);

    @Override
    void close();
  }

  private final AtomicLong clock = new AtomicLong(1_000);
  private Opened log;
  private Journal main;
  private Journal soon;
  private Heard heard;
  private Heard heardSoon;

  /** Opens the test's journals, which keep what was in them; commit times come from the clock. */
  protected abstract Opened open(LogSettings settings);

  @BeforeEach
  void open() {
    log =
        open(
            LogSettings.standard()
                .segments(1 << 16, 1 << 18)
                .memory(1 << 17, 1 << 16, 1 << 18)
                .times(clock::incrementAndGet, System::nanoTime));
    main = log.journal("main");
    soon = log.journal("cache");
    heard = Heard.of(main);
    heardSoon = Heard.of(soon);
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void positions_are_dense_from_one() {
    var random = new SplittableRandom(1);
    long expected = 0;
    for (int i = 0; i < 100; i++) {
      var draft = Drafts.any(random);
      expected += draft.entries().size();
      assertEquals(expected, main.append(draft, null, List.of()));
      assertEquals(expected, main.last());
    }
    heard.await(expected);
    long next = 1;
    for (var appended : heard.all()) {
      assertEquals(next, appended.first());
      next = appended.last() + 1;
    }
  }

  @Test
  void what_was_appended_is_read_back_in_order() {
    var drafts = append(main, 300, 7);
    heard.await(main.last());
    assertEquals(drafts, read(main, 0));
  }

  @Test
  void every_attachment_comes_back_with_its_own_frame() {
    var attachments = new ArrayList<Object>();
    for (int i = 0; i < 50; i++) {
      attachments.add(new Object());
      main.append(Drafts.one(i, 10), attachments.get(i), List.of());
    }
    heard.await(50);
    assertEquals(attachments, heard.all().stream().map(Appended::attachment).toList());
  }

  @Test
  void commit_times_never_go_back() {
    append(main, 20, 3);
    heard.await(main.last());
    clock.set(1);
    append(main, 20, 4);
    heard.await(main.last());
    long before = 0;
    for (var appended : heard.all()) {
      assertTrue(appended.commitTime() >= before);
      before = appended.commitTime();
    }
  }

  @Test
  void many_threads_append_and_nothing_is_lost_or_doubled() throws InterruptedException {
    long threads = 4;
    long each = 500;
    var done = new CountDownLatch(4);
    for (int t = 0; t < threads; t++) {
      long from = t * each;
      new Thread(
              () -> {
                for (int i = 0; i < each; i++) {
                  main.append(Drafts.one(from + i, 50), from + i, List.of());
                }
                done.countDown();
              })
          .start();
    }
    done.await();
    heard.await(threads * each);
    assertEquals(threads * each, heard.all().size());
    assertEquals(threads * each, heard.all().stream().map(Appended::attachment).distinct().count());
    assertEquals(threads * each, read(main, 0).size());
  }

  @Test
  void on_disk_means_forced_before_it_is_told() throws InterruptedException {
    var untold = new ArrayList<Long>();
    var told = new CountDownLatch(50);
    main.listen(
        group -> {
          for (var a : group) if (a.last() > main.durable()) untold.add(a.last());
          for (var each : group) told.countDown();
        },
        cause -> {});
    append(main, 50, 1);
    main.force();
    assertTrue(told.await(10, TimeUnit.SECONDS)); // visible just before told, forced before that
    assertEquals(List.of(), untold);
    assertEquals(main.last(), main.durable());
    assertEquals(main.last(), main.visible());
  }

  @Test
  void soon_is_visible_when_told_and_forced_when_asked() {
    append(soon, 50, 1);
    heardSoon.await(soon.last());
    assertEquals(soon.last(), soon.visible());
    soon.force();
    assertEquals(soon.last(), soon.durable());
    assertEquals(50, read(soon, 0).size());
  }

  @Test
  void soon_is_forced_soon_though_nobody_asks() {
    long last = append(soon, 5, 1).size();
    heardSoon.await(soon.last());
    var forced = new CountDownLatch(1);
    main.append(Drafts.one(1, 1), null, List.of(new Position("cache", soon.last())));
    heard.await(1);
    forced.countDown();
    assertTrue(last > 0 && soon.durable() == soon.last());
  }

  @Test
  void a_tail_begins_after_the_position_it_was_given() {
    append(main, 100, 9);
    heard.await(main.last());
    for (long after = 0; after <= main.last(); after += 3) {
      long from = after;
      try (var tail = main.tail(after)) {
        var frame = tail.next();
        var expected = heard.all().stream().filter(a -> a.last() > from).findFirst();
        if (expected.isEmpty()) assertNull(frame);
        else assertEquals(expected.get().first(), frame.first());
      }
    }
  }

  @Test
  void a_tail_follows_what_is_appended_later() {
    try (var tail = main.tail(0)) {
      assertNull(tail.next());
      for (int i = 1; i <= 200; i++) {
        heard.await(main.append(Drafts.one(i, 100), null, List.of()));
        assertEquals(i, tail.next().first());
        assertNull(tail.next());
      }
    }
  }

  @Test
  void a_tail_that_is_far_behind_reads_everything() {
    try (var slow = main.tail(0)) {
      for (int i = 1; i <= 3_000; i++) main.append(Drafts.one(i, 400), null, List.of());
      heard.await(3_000);
      for (int i = 1; i <= 3_000; i++) assertEquals(i, slow.next().first());
      assertNull(slow.next());
    }
  }

  @Test
  void all_is_there_after_closing_and_opening() {
    var drafts = append(main, 500, 5);
    var soonDrafts = append(soon, 500, 6);
    long last = main.last();
    log.close();
    open();
    assertEquals(last, main.last());
    assertEquals(last, main.durable());
    assertEquals(drafts, read(main, 0));
    assertEquals(soonDrafts, read(soon, 0));
    assertEquals(last + 1, main.append(Drafts.one(1, 1), null, List.of()));
  }

  @Test
  void opening_again_and_again_changes_nothing() {
    append(main, 10, 5);
    long last = main.last();
    for (int i = 0; i < 5; i++) {
      log.close();
      open();
      assertEquals(last, main.last());
    }
    assertEquals(10, read(main, 0).size());
  }

  @Test
  void a_frame_waits_for_what_it_rests_on() {
    var early = new ArrayList<Position>();
    soon.listen(
        group -> {
          for (var a : group) {
            if (main.durable() < (long) a.attachment()) early.add(new Position("main", a.first()));
          }
        },
        cause -> {});
    for (int i = 0; i < 200; i++) {
      long on = main.append(Drafts.one(i, 100), null, List.of());
      soon.append(Drafts.one(i, 100), on, List.of(new Position("main", on)));
    }
    soon.force();
    assertEquals(List.of(), early);
    assertEquals(200, soon.visible());
  }

  @Test
  void two_journals_may_wait_for_each_other() {
    long onMain = 0;
    long onSoon = 0;
    for (int i = 0; i < 300; i++) {
      onMain = main.append(Drafts.one(i, 20), null, List.of(new Position("cache", onSoon)));
      onSoon = soon.append(Drafts.one(i, 20), null, List.of(new Position("main", onMain)));
    }
    heard.await(300);
    heardSoon.await(300);
  }

  @Test
  void nobody_waits_for_what_does_not_exist() {
    var draft = Drafts.one(1, 1);
    var unknown = List.of(new Position("nowhere", 1));
    assertThrows(IllegalArgumentException.class, () -> main.append(draft, null, unknown));
    var unassigned = List.of(new Position("cache", 1));
    assertThrows(IllegalArgumentException.class, () -> main.append(draft, null, unassigned));
  }

  @Test
  void a_closed_journal_refuses_and_has_told_everything() {
    append(main, 100, 1);
    long last = main.last();
    main.close();
    assertEquals(last, heard.last());
    assertThrows(JournalStopped.class, () -> main.append(Drafts.one(1, 1), null, List.of()));
    assertEquals(List.of(), heard.stops());
  }

  @Test
  void the_position_at_a_time_is_the_last_one_committed_by_then() {
    append(main, 400, 8);
    heard.await(main.last());
    for (var appended : heard.all()) {
      long at = main.positionAt(appended.commitTime());
      assertTrue(at >= appended.last());
      assertTrue(main.positionAt(appended.commitTime() - 1) < appended.last());
    }
    assertEquals(0, main.positionAt(0));
    assertEquals(main.last(), main.positionAt(Long.MAX_VALUE));
  }

  @Test
  void trimming_keeps_everything_after_the_cut() {
    append(soon, 3_000, 2);
    soon.force();
    long cut = soon.last() / 2;
    soon.trim(cut);
    assertTrue(soon.firstKept() > 1);
    assertTrue(soon.firstKept() <= cut + 1);
    assertThrows(IllegalArgumentException.class, () -> soon.tail(0));
    var kept = heardSoon.all().stream().filter(a -> a.last() > cut).map(Appended::draft).toList();
    assertEquals(kept, read(soon, cut));
    log.close();
    open();
    assertEquals(kept, read(soon, cut));
  }

  @Test
  void a_journal_that_is_kept_for_ever_is_not_trimmed() {
    assertThrows(IllegalStateException.class, () -> main.trim(1));
  }

  @Test
  void a_tail_reads_beside_the_writer() throws InterruptedException {
    int frames = 20_000;
    var read = new AtomicLong();
    var reader =
        new Thread(
            () -> {
              try (var tail = soon.tail(0)) {
                while (read.get() < frames) {
                  var frame = tail.next();
                  if (frame == null) Thread.onSpinWait();
                  else if (frame.first() == read.get() + 1) read.incrementAndGet();
                  else return;
                }
              }
            });
    reader.start();
    for (int i = 0; i < frames; i++) soon.append(Drafts.one(i, 300), null, List.of());
    reader.join();
    assertEquals(frames, read.get());
  }

  private List<Draft> append(Journal journal, int frames, long seed) {
    var random = new SplittableRandom(seed);
    var drafts = new ArrayList<Draft>();
    for (int i = 0; i < frames; i++) {
      drafts.add(Drafts.any(random));
      journal.append(drafts.get(i), i, List.of());
    }
    return drafts;
  }

  private static List<Draft> read(Journal journal, long after) {
    var drafts = new ArrayList<Draft>();
    long expected = -1;
    try (var tail = journal.tail(after)) {
      for (var frame = tail.next(); frame != null; frame = tail.next()) {
        if (expected > 0) assertEquals(expected, frame.first());
        expected = frame.last() + 1;
        drafts.add(Drafts.of(frame));
      }
    }
    return drafts;
  }
}
