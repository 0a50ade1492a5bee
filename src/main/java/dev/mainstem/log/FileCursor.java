package dev.mainstem.log;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads frames from segment files, forwards, with file handles of its own. Asked only for positions
 * that are visible: a frame that is not there then is damage. Owned by one reader.
 */
final class FileCursor implements Closeable {
  /** Bytes read at once by who reads on. */
  static final int WINDOW = 1 << 20;

  private final Disk disk;
  private final Supplier<List<Segment>> segments;
  private final int windowBytes;
  private List<Segment> seen = List.of();
  private Segment segment;
  private DiskFile file;
  private SegmentScan scan;
  private long offset;
  private long expected;
  private long nextBase;

  /**
   * @param windowBytes read at once
   */
  FileCursor(Disk disk, Supplier<List<Segment>> segments, int windowBytes) {
    this.windowBytes = windowBytes;
    this.disk = disk;
    this.segments = segments;
  }

  /** The frame that holds this position. */
  Frame holding(long position) throws IOException {
    if (position != expected || position >= nextBase || seen != segments.get()) seek(position);
    boolean fresh = false;
    while (true) {
      var frame = scan.frameAt(offset);
      if (frame == null) {
        if (fresh) throw segment.damaged(offset, position, "no intact frame is there");
        scan.forget();
        fresh = true;
        continue;
      }
      if (frame.first() > position) {
        throw segment.damaged(offset, position, "the frame there has position " + frame.first());
      }
      offset += frame.length();
      if (frame.last() < position) continue;
      expected = frame.last() + 1;
      return frame;
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) file.close();
    file = null;
    segment = null;
    expected = 0;
  }

  private void seek(long position) throws IOException {
    seen = segments.get();
    int at = find(seen, position);
    if (at < 0) throw new IllegalArgumentException("position " + position + " is no longer kept");
    nextBase = at + 1 < seen.size() ? seen.get(at + 1).base() : Long.MAX_VALUE;
    if (seen.get(at) != segment) {
      close();
      segment = seen.get(at);
      file = disk.read(segment.path());
      scan = segment.scan(file, windowBytes);
    } else if (position == expected) {
      return;
    }
    offset = segment.index().offsetBefore(position);
  }

  /** The last segment that begins at or before this position, or -1. */
  static int find(List<Segment> segments, long position) {
    int at = segments.size() - 1;
    while (at >= 0 && segments.get(at).base() > position) at--;
    return at;
  }
}
