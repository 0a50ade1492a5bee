package dev.mainstem.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a log from outside, beside a live house or without one: no lock is taken and nothing is
 * written. Shows only what the frames themselves prove to have been forced, so a live journal's
 * latest group may be a moment away. Not thread-safe.
 */
public final class LogReader {
  private static final int WINDOW = 1 << 20;

  private final Disk disk;
  private final Path dir;

  /**
   * What a scan of every frame found.
   *
   * @param frames intact frames, without markers
   * @param last position of the last intact event before any damage
   * @param proved the last position proved to have been forced
   * @param damage the first frame that is not what was written
   */
  public record Verdict(long frames, long last, long proved, Optional<Damage> damage) {}

  /** Where something is wrong, and the position that was expected there. */
  public record Damage(String segment, long offset, long position, String why) {
    static Damage of(LogCorrupt e) {
      return new Damage(e.segment(), e.offset(), e.position(), e.getMessage());
    }
  }

  /** A reader of the log in this folder, which is {@code DATA/log}. */
  public LogReader(Disk disk, Path dir) {
    this.disk = disk;
    this.dir = dir;
  }

  /** The names of its journals. */
  public List<String> journals() {
    try {
      var names = new ArrayList<String>();
      for (var path : disk.list(dir)) {
        String name = path.getFileName().toString();
        if (!name.equals(Log.LOCK)) names.add(name);
      }
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lowest position stored of a journal. */
  public long first(String journal) {
    try {
      var paths = Segments.paths(disk, dir.resolve(journal));
      return paths.isEmpty() ? 1 : Segment.baseOf(paths.get(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The frames after this position. {@link Tail#next} answers null at what is proved to have been
   * forced, and goes on when there is more.
   *
   * @throws LogCorrupt if a segment's header is damaged
   */
  public Tail tail(String journal, long after) {
    var proof = new Proof(dir.resolve(journal));
    var files = new FileCursor(disk, () -> proof.segments, FileCursor.WINDOW);
    var known = new SegmentTail(files, new Ring(0), () -> proof.visible, after);
    return new Tail() {
      @Override
      public Frame next() {
        var frame = known.next();
        if (frame != null) return frame;
        proof.look();
        return known.next();
      }

      @Override
      public void close() {
        known.close();
      }
    };
  }

  /** Scans every frame of the journal. */
  public Verdict verify(String journal) {
    long frames = 0;
    long last = 0;
    long proved = 0;
    try {
      var segments = segments(Segments.paths(disk, dir.resolve(journal)));
      for (int i = 0; i < segments.size(); i++) {
        var segment = segments.get(i);
        last = segment.base() - 1;
        var found = whole(segment);
        frames += found.frames();
        last = found.last();
        proved = found.durable();
        if (i + 1 < segments.size()) meets(segment, found, segments.get(i + 1).base());
        else newest(segment, found);
      }
      return new Verdict(frames, last, proved, Optional.empty());
    } catch (LogCorrupt e) {
      return new Verdict(frames, last, proved, Optional.of(Damage.of(e)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the header of every segment, and every frame of the newest only. */
  public Verdict glance(String journal) {
    try {
      var segments = segments(Segments.paths(disk, dir.resolve(journal)));
      if (segments.isEmpty()) return new Verdict(0, 0, 0, Optional.empty());
      var newest = segments.get(segments.size() - 1);
      var found = whole(newest);
      newest(newest, found);
      return new Verdict(found.frames(), found.last(), found.durable(), Optional.empty());
    } catch (LogCorrupt e) {
      return new Verdict(0, 0, 0, Optional.of(Damage.of(e)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Segment> segments(List<Path> paths) throws IOException {
    var segments = new ArrayList<Segment>();
    for (var path : paths) segments.add(Segment.read(disk, path));
    return segments;
  }

  private Recovery.Found whole(Segment segment) throws IOException {
    try (var file = disk.read(segment.path())) {
      var scan = segment.scan(file, WINDOW);
      return Recovery.scan(segment, scan, Recovery.Found.nothing(segment.header()));
    }
  }

  /**
   * Refuses a damaged frame in the newest segment. A live house writes there meanwhile: what is
   * intact at a second look was only on its way.
   */
  private void newest(Segment segment, Recovery.Found found) throws IOException {
    try (var file = disk.read(segment.path())) {
      Recovery.refuseIfForced(segment, segment.scan(file, WINDOW), found);
    } catch (LogCorrupt e) {
      if (whole(segment).last() == found.last()) throw e;
    }
  }

  private static void meets(Segment segment, Recovery.Found found, long next) {
    if (found.last() == next - 1) return;
    throw segment.damaged(
        found.end(), found.last() + 1, "the next segment begins at position " + next);
  }

  /** How far a journal is proved to have been forced, found by scanning its newest segment. */
  private final class Proof {
    private final Path folder;
    private List<Segment> segments = List.of();
    private Recovery.Found found;
    private long visible;

    Proof(Path folder) {
      this.folder = folder;
      look();
    }

    void look() {
      try {
        var paths = Segments.paths(disk, folder);
        if (paths.isEmpty()) return;
        if (segments.isEmpty() || !paths.get(paths.size() - 1).equals(newestKnown().path())) {
          open(paths);
        }
        try (var file = disk.read(newestKnown().path())) {
          found = Recovery.scan(newestKnown(), newestKnown().scan(file, WINDOW), found);
        }
        visible = found.durable();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void open(List<Path> paths) throws IOException {
      segments = segments(paths);
      for (var segment : segments) {
        Filler.stored(disk, segment).ifPresent(stored -> segment.index(stored.index()));
      }
      found = Recovery.Found.nothing(newestKnown().header());
    }

    private Segment newestKnown() {
      return segments.get(segments.size() - 1);
    }
  }
}
