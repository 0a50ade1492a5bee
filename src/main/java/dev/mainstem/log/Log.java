package dev.mainstem.log;

import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Position;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * All journals of a house, each in its own folder. One process has them open at a time. Thread-safe
 * once open.
 */
public final class Log implements AutoCloseable {
  static final String LOCK = "lock";

  private final Map<String, SegmentJournal> journals = new LinkedHashMap<>();
  private final Closeable lock;
  private final ExecutorService background;

  private Log(Closeable lock, ExecutorService background) {
    this.lock = lock;
    this.background = background;
  }

  /**
   * Opens the journals, recovering each.
   *
   * @param dir the folder that holds one folder for each journal
   * @throws LogCorrupt if acknowledged frames are damaged
   * @throws UncheckedIOException if files cannot be read or written, or another process has them
   */
  public static Log open(Disk disk, Path dir, List<JournalSpec> specs, LogSettings settings) {
    try {
      disk.createDirectories(dir);
      disk.forceDirectory(dir.toAbsolutePath().getParent());
      var log = new Log(disk.lock(dir.resolve(LOCK)), threads(settings));
      boolean opened = false;
      try {
        for (var spec : specs) log.add(new Place(spec, disk, folder(dir, spec), settings));
        log.journals.values().forEach(journal -> journal.start(log.new House(), log::step));
        opened = true;
      } finally {
        if (!opened) log.abandon();
      }
      return log;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The journal of this name, which must be one the log was opened with. */
  public Journal journal(String name) {
    return named(name);
  }

  public Collection<Journal> journals() {
    return Collections.unmodifiableCollection(journals.values());
  }

  /**
   * Does some of what the journals' threads would do; only for a log opened with {@link
   * LogSettings#stepped}.
   *
   * @return whether there may be more to do before time passes
   */
  public boolean step() {
    boolean stepped = false;
    for (var journal : journals.values()) stepped |= journal.step();
    return stepped;
  }

  /** All journals as they are on the disk at this moment, held for copying. */
  public HeldLog hold() {
    return new HeldLog(journals.values());
  }

  /** Writes and forces what is pending in every journal, then lets go of the files. */
  @Override
  public void close() {
    journals.values().forEach(SegmentJournal::closing);
    journals.values().forEach(SegmentJournal::close);
    try {
      release();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(Place place) throws IOException {
    Executor executor = background == null ? Runnable::run : background;
    journals.put(place.spec().name(), new SegmentJournal(place, executor));
  }

  /** Some journal could not be opened: none is. */
  private void abandon() throws IOException {
    for (var journal : journals.values()) journal.abandon();
    release();
  }

  private void release() throws IOException {
    if (background != null) {
      background.shutdown();
      try {
        background.awaitTermination(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    lock.close();
  }

  private SegmentJournal named(String name) {
    var journal = journals.get(name);
    if (journal == null) throw new IllegalArgumentException("there is no journal " + name);
    return journal;
  }

  private static Path folder(Path dir, JournalSpec spec) {
    if (!spec.name().matches("[a-z][a-z0-9-]{0,63}")) {
      throw new IllegalArgumentException("not a journal's name: " + spec.name());
    }
    return dir.resolve(spec.name());
  }

  private static ExecutorService threads(LogSettings settings) {
    if (settings.stepped()) return null;
    return Executors.newSingleThreadExecutor(
        work -> {
          var thread = new Thread(work, "log-background");
          thread.setDaemon(true);
          return thread;
        });
  }

  /** How the journals see each other. */
  private final class House implements Neighbours {
    @Override
    public boolean assigned(Position position) {
      var journal = journals.get(position.journal());
      return journal != null && position.number() <= journal.last();
    }

    @Override
    public boolean forced(Position position) {
      return named(position.journal()).durable() >= position.number();
    }

    @Override
    public void force(Position position, Runnable wake) {
      named(position.journal()).wish(position.number(), wake);
      check(position);
    }

    @Override
    public void check(Position position) {
      named(position.journal()).check(position.number());
    }
  }
}
