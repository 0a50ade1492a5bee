package dev.mainstem.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The segment files of one journal. Readers take the published {@link #all list}; the active
 * segment belongs to the committer, which alone rolls.
 *
 * <p>A new file is written under a temporary name, forced, and then renamed, so a file with a
 * segment's name has a header, and all of the segment before it had been forced when it appeared.
 */
final class Segments implements Closeable {
  private final Place place;
  private final Filler filler;
  private final WriteBuffer buffer;
  private volatile List<Segment> all = List.of();
  private volatile ActiveSegment active;
  private int rolls;
  private int held;
  private long trimLater;

  Segments(Place place, Filler filler) {
    this.place = place;
    this.filler = filler;
    int group = place.settings().groupBytes();
    buffer = new WriteBuffer(group + (group >> 3));
  }

  /** Checks the chain of segments, recovers the last and opens it for writing. */
  Recovery.Found open() throws IOException {
    var disk = place.disk();
    disk.createDirectories(place.dir());
    disk.forceDirectory(place.dir().getParent());
    var segments = read();
    if (segments.isEmpty()) {
      begin(new Start(1, 0, place.settings().segmentBytes()));
      return Recovery.Found.nothing(active.segment().header());
    }
    for (int i = 0; i + 1 < segments.size(); i++) {
      sealed(segments.get(i), segments.get(i + 1).base());
    }
    var newest = segments.get(segments.size() - 1);
    var file = disk.open(newest.path());
    try {
      var found = Recovery.recover(newest, file);
      active = new ActiveSegment(newest, file, buffer, found.end());
      all = List.copyOf(segments);
      disk.forceDirectory(place.dir());
      return found;
    } finally {
      if (active == null) file.close();
    }
  }

  List<Segment> all() {
    return all;
  }

  ActiveSegment active() {
    return active;
  }

  /** Bytes of all files, and how many there are. */
  long bytes() {
    long bytes = active.end();
    for (var segment : all) bytes += segment.bytes();
    return bytes;
  }

  /** Seals the active segment, all of which has been forced, and begins the next. */
  void roll(Recovery.Found sealed, int need) throws IOException {
    var old = active;
    var settings = place.settings();
    long size = Math.min(settings.segmentBytesMax(), old.segment().header().capacity() * 2);
    size = Math.max(size, SegmentHeader.SIZE + (long) need + FrameFormat.HEADER);
    begin(new Start(sealed.last() + 1, sealed.commitTime(), size));
    old.segment().seal(sealed.last(), sealed.end());
    old.close();
    filler.store(old.segment(), sealed);
    if (++rolls >= 2) filler.fill(Math.min(settings.segmentBytesMax(), size * 2));
  }

  /** From now on no file is deleted, until it is {@link #letGo}. */
  synchronized void hold() {
    held++;
  }

  synchronized void letGo() throws IOException {
    if (--held > 0 || trimLater == 0) return;
    long upTo = trimLater;
    trimLater = 0;
    trim(upTo);
  }

  /** Forgets and deletes the sealed segments that end at or before this position. */
  synchronized void trim(long upTo) throws IOException {
    if (held > 0) {
      trimLater = Math.max(trimLater, upTo);
      return;
    }
    var kept = new ArrayList<Segment>();
    var gone = new ArrayList<Segment>();
    for (var segment : all) (segment.last() <= upTo ? gone : kept).add(segment);
    all = List.copyOf(kept);
    for (var segment : gone) {
      place.disk().delete(segment.path());
      place.disk().delete(segment.sidecar());
      place.disk().forceDirectory(place.dir());
    }
  }

  @Override
  public void close() throws IOException {
    active.close();
  }

  private record Start(long base, long baseTime, long capacity) {}

  private void begin(Start start) throws IOException {
    var disk = place.disk();
    var path = Segment.file(place.dir(), start.base());
    var filled = filler.take();
    var from = filled.orElse(place.dir().resolve("roll.tmp"));
    var header =
        new SegmentHeader(
            place.spec().name(),
            place.settings().random().getAsLong(),
            start.base(),
            start.baseTime(),
            start.capacity());
    var file = filled.isPresent() ? disk.open(from) : disk.create(from);
    boolean begun = false;
    try {
      file.write(header.encode(), 0);
      file.force(true);
      disk.rename(from, path);
      disk.forceDirectory(place.dir());
      var segment = new Segment(path, header, new SparseIndex());
      active = new ActiveSegment(segment, file, buffer, SegmentHeader.SIZE);
      publish(segment);
      begun = true;
    } finally {
      if (!begun) file.close();
    }
  }

  private synchronized void publish(Segment segment) {
    var more = new ArrayList<>(all);
    more.add(segment);
    all = List.copyOf(more);
  }

  private List<Segment> read() throws IOException {
    var disk = place.disk();
    var paths = new ArrayList<Path>();
    for (var path : disk.list(place.dir())) {
      if (Segment.isSegment(path)) paths.add(path);
      else if (path.toString().endsWith(".tmp")) disk.delete(path);
    }
    if (!paths.isEmpty() && blank(paths.get(paths.size() - 1))) {
      disk.delete(paths.remove(paths.size() - 1));
    }
    var segments = new ArrayList<Segment>();
    for (var path : paths) {
      var segment = Segment.read(disk, path);
      if (!segment.header().journal().equals(place.spec().name())) {
        throw segment.damaged(
            0, segment.base(), "it belongs to journal " + segment.header().journal());
      }
      segments.add(segment);
    }
    if (!segments.isEmpty() && place.spec().keep().isEmpty() && segments.get(0).base() != 1) {
      throw segments.get(0).damaged(0, 1, "the segments before it are gone");
    }
    return segments;
  }

  private boolean blank(Path path) throws IOException {
    try (var file = place.disk().read(path)) {
      return Recovery.blank(file);
    }
  }

  /** Learns how a sealed segment ends: from its sidecar if that fits, or else from itself. */
  private void sealed(Segment segment, long next) throws IOException {
    var stored = Filler.stored(place.disk(), segment);
    if (stored.isPresent() && stored.get().last() == next - 1) {
      segment.index(stored.get().index());
      segment.seal(next - 1, stored.get().end());
      return;
    }
    Recovery.Found whole;
    try (var file = place.disk().read(segment.path())) {
      var scan = segment.scan(file, FrameFormat.FRAME_MAX >> 2);
      whole = Recovery.scan(segment, scan, Recovery.Found.nothing(segment.header()));
    }
    if (whole.last() != next - 1) {
      throw segment.damaged(
          whole.end(), whole.last() + 1, "the next segment begins at position " + next);
    }
    segment.seal(whole.last(), whole.end());
    filler.store(segment, whole);
  }

  /** The segment files of a journal, in order. */
  static List<Path> paths(Disk disk, Path dir) throws IOException {
    return disk.list(dir).stream().filter(Segment::isSegment).toList();
  }
}
