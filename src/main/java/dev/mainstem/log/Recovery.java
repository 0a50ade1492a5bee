package dev.mainstem.log;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Tells a torn tail, which a power loss leaves and nobody was promised, from damage to what had
 * been acknowledged, which must never be cut off silently.
 *
 * <p>A segment is scanned to its first bad frame. What follows is searched byte by byte for intact
 * frames. Any of them proves damage if it says that the bad position had been forced when it was
 * written, or if it has the bad position itself: then only a marker can have stood in between, and
 * markers are forced before anything is written behind them. Copies of frames inside payloads prove
 * nothing false: whoever copied one read it earlier, so it speaks of earlier positions only.
 *
 * <p>Without proof the rest is filled with zeros and forced. A power loss during that leaves a
 * state that recovers to the same end again, for the frame at the bad offset stays bad.
 */
final class Recovery {
  private static final int WINDOW = 4 << 20;

  /**
   * The intact beginning of a segment.
   *
   * @param last position of its last event
   * @param end offset behind its last frame
   * @param commitTime of its last frame
   * @param marked whether it ends with a marker, or holds nothing
   * @param durable what its frames prove to have been forced
   * @param frames how many, without markers
   */
  record Found(long last, long end, long commitTime, boolean marked, long durable, long frames) {
    static Found nothing(SegmentHeader header) {
      long before = header.base() - 1;
      return new Found(before, SegmentHeader.SIZE, header.baseTime(), true, before, 0);
    }

    Found with(Frame frame) {
      return new Found(
          Math.max(last, frame.last()),
          end + frame.length(),
          Math.max(commitTime, frame.commitTime()),
          frame.marker(),
          Math.max(durable, frame.durable()),
          frame.marker() ? frames : frames + 1);
    }
  }

  private Recovery() {}

  /** Scans on from what was found before to the first bad frame, noting where frames begin. */
  static Found scan(Segment segment, SegmentScan scan, Found from) throws IOException {
    var found = from;
    long indexed = found.end();
    while (true) {
      var frame = scan.frameAt(found.end());
      if (frame == null) return found;
      if (frame.first() != found.last() + 1) {
        throw segment.damaged(
            found.end(), found.last() + 1, "the frame there has position " + frame.first());
      }
      if (found.end() - indexed >= SparseIndex.EVERY && !frame.marker()) {
        segment.index().add(frame.first(), found.end(), frame.commitTime());
        indexed = found.end();
      }
      found = found.with(frame);
    }
  }

  /** Refuses if anything behind the intact beginning proves that more had been forced. */
  static void refuseIfForced(Segment segment, SegmentScan scan, Found found) throws IOException {
    long bad = found.last() + 1;
    long offset = found.end();
    while (true) {
      long nonZero = scan.nonZero(offset);
      if (nonZero < 0) return;
      offset = Math.max(offset, nonZero - (Integer.BYTES - 1));
      var frame = scan.frameAt(offset);
      if (frame != null && (frame.durable() >= bad || frame.first() == bad)) {
        throw segment.damaged(
            found.end(), bad, "an intact frame at offset " + offset + " proves it had been forced");
      }
      offset++;
    }
  }

  /** Makes the active segment end where its intact frames do, all of it forced. */
  static Found recover(Segment segment, DiskFile file) throws IOException {
    var scan = segment.scan(file, WINDOW);
    var found = scan(segment, scan, Found.nothing(segment.header()));
    refuseIfForced(segment, scan, found);
    zero(file, segment.scan(file, WINDOW), found.end());
    file.force(true);
    return found;
  }

  private static void zero(DiskFile file, SegmentScan scan, long end) throws IOException {
    long length = file.length();
    long offset = scan.nonZero(end);
    while (offset >= 0) {
      int size = (int) Math.min(SparseIndex.EVERY, length - offset);
      file.write(ByteBuffer.allocate(size), offset);
      offset = scan.nonZero(offset + size);
    }
  }

  /** Whether a file that has no header was never written to at all. */
  static boolean blank(DiskFile file) throws IOException {
    return new SegmentScan(file, 0, WINDOW).nonZero(0) < 0;
  }
}
