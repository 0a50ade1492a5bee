package dev.mainstem.log;

import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.JournalSpec.Promise;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A small stepped log on a faulty disk, for tests of what goes wrong. One thread. */
final class Small implements AutoCloseable {
  static final JournalSpec MAIN = new JournalSpec("main", Promise.ON_DISK, Optional.empty());
  static final JournalSpec SOON = new JournalSpec("cache", Promise.SOON, Optional.empty());
  static final Path DIR = Path.of("/data/log");

  final AtomicLong time = new AtomicLong(1_000_000_000);
  final Log log;
  final Journal main;
  final Journal soon;
  final Heard heard;
  final Heard heardSoon;

  Small(Disk disk) {
    this(disk, 16 << 10);
  }

  Small(Disk disk, int segment) {
    this(disk, settings(segment));
  }

  Small(Disk disk, LogSettings settings) {
    log =
        Log.open(
            disk, DIR, List.of(MAIN, SOON), settings.times(() -> time.get() / 1000, time::get));
    main = log.journal("main");
    soon = log.journal("cache");
    heard = Heard.of(main);
    heardSoon = Heard.of(soon);
  }

  static LogSettings settings(int segment) {
    var ids = new AtomicLong(77);
    return LogSettings.standard()
        .segments(segment, segment * 4)
        .memory(64 << 10, 8 << 10, 1 << 20)
        .stepped(() -> ids.addAndGet(0x9e3779b97f4a7c15L));
  }

  /** Steps until nothing is left to do at this time. */
  void settle() {
    while (log.step()) time.addAndGet(1000);
  }

  /** Lets time pass until the journals have marked their ends. */
  void idle() {
    settle();
    time.addAndGet(1_000_000_000);
    settle();
  }

  static List<Draft> read(Journal journal) {
    var drafts = new ArrayList<Draft>();
    try (var tail = journal.tail(0)) {
      for (var frame = tail.next(); frame != null; frame = tail.next()) {
        drafts.add(Drafts.of(frame));
      }
    }
    return drafts;
  }

  @Override
  public void close() {
    log.close();
  }
}
