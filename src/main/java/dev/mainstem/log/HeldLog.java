package dev.mainstem.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All journals as they were on the disk at one moment: no file of theirs is deleted until this is
 * closed. They go on meanwhile; what comes later is not in the copy. Owned by one thread.
 *
 * <p>Why one moment will do: a frame is written only after what it rests on in other journals has
 * been forced. So whatever is forced at a moment rests only on what is forced at that moment too.
 */
public final class HeldLog implements AutoCloseable {
  private final List<SegmentJournal> journals;
  private final Map<String, Long> positions;
  private final Map<String, List<Segment>> segments = new LinkedHashMap<>();
  private final Map<String, End> ends = new LinkedHashMap<>();

  /** Where the copy of a newest segment ends. */
  private record End(long offset, long commitTime) {}

  HeldLog(Collection<SegmentJournal> journals) {
    this.journals = List.copyOf(journals);
    for (var journal : journals) journal.segments().hold();
    positions = atOneMoment();
    for (var journal : journals) segments.put(journal.spec().name(), kept(journal));
    try {
      for (var journal : journals) ends.put(journal.spec().name(), end(journal));
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(e);
    }
  }

  /** Read twice and found unchanged, all were so in between. A force takes far longer than this. */
  private Map<String, Long> atOneMoment() {
    for (var seen = durable(); ; seen = durable()) {
      if (seen.equals(durable())) return seen;
      Thread.onSpinWait();
    }
  }

  private Map<String, Long> durable() {
    var durable = new LinkedHashMap<String, Long>();
    for (var journal : journals) durable.put(journal.spec().name(), journal.durable());
    return durable;
  }

  private List<Segment> kept(SegmentJournal journal) {
    long upTo = positions.get(journal.spec().name());
    var all = journal.segments().all();
    var kept = new ArrayList<Segment>();
    for (var segment : all) {
      if (kept.isEmpty() || segment.base() <= upTo) kept.add(segment);
    }
    return kept;
  }

  /** The last position of each journal in the copy. */
  public Map<String, Long> positions() {
    return positions;
  }

  /** Bytes to be copied: all of them, or only those that cannot be linked. */
  public long bytes(boolean linked) {
    long bytes = 0;
    for (var end : ends.values()) bytes += end.offset();
    if (linked) return bytes;
    for (var all : segments.values()) {
      for (var segment : all.subList(0, all.size() - 1)) bytes += segment.bytes();
    }
    return bytes;
  }

  /**
   * Copies every journal into a folder of its own below this directory: linked where nothing will
   * ever be written again, and as bytes where it will. Each ends with a marker, so that a copy that
   * was cut short later is told from a whole one.
   */
  public void copy(Path to, Copier copier) throws IOException {
    for (var journal : journals) copy(journal, to.resolve(journal.spec().name()), copier);
  }

  private void copy(SegmentJournal journal, Path to, Copier copier) throws IOException {
    var disk = journal.place().disk();
    disk.createDirectories(to);
    var all = segments.get(journal.spec().name());
    for (var segment : all.subList(0, all.size() - 1)) {
      copier.link(segment.path(), to.resolve(segment.path().getFileName()));
    }
    var newest = all.get(all.size() - 1);
    var copy = to.resolve(newest.path().getFileName());
    long upTo = positions.get(journal.spec().name());
    var end = ends.get(journal.spec().name());
    copier.copy(newest.path(), copy, end.offset());
    try (var file = disk.open(copy)) {
      file.write(marker(newest.header(), upTo, end.commitTime()), end.offset());
      file.force(true);
    }
    disk.forceDirectory(to);
  }

  /** Behind the frame that ends with the journal's last position. */
  private End end(SegmentJournal journal) throws IOException {
    var all = segments.get(journal.spec().name());
    var segment = all.get(all.size() - 1);
    long upTo = positions.get(journal.spec().name());
    if (upTo < segment.base()) return new End(SegmentHeader.SIZE, segment.header().baseTime());
    try (var file = journal.place().disk().read(segment.path())) {
      var scan = segment.scan(file, SparseIndex.EVERY);
      long offset = segment.index().offsetBefore(upTo);
      while (true) {
        var frame = scan.frameAt(offset);
        if (frame == null) throw segment.damaged(offset, upTo, "no intact frame is there");
        offset += frame.length();
        if (frame.last() >= upTo) return new End(offset, frame.commitTime());
      }
    }
  }

  /** Says that everything up to this position has been forced. */
  static ByteBuffer marker(SegmentHeader header, long upTo, long commitTime) {
    var writer = new FrameWriter();
    writer.begin(FrameFormat.seed(header.id()), upTo, commitTime);
    writer.marker(upTo + 1);
    return ByteBuffer.wrap(writer.bytes(), 0, writer.length());
  }

  @Override
  public void close() {
    try {
      for (var journal : journals) journal.segments().letGo();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
