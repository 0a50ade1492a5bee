package dev.mainstem.log;

import static dev.mainstem.log.FrameFormat.CRC;
import static dev.mainstem.log.FrameFormat.HEADER;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Finds frames in one segment file through a window of its bytes. Each window is a fresh array, so
 * frames given out stay valid. Owned by one thread.
 */
final class SegmentScan {
  private final DiskFile file;
  private final byte[] seed;
  private final int windowBytes;
  private byte[] window = new byte[0];
  private int held;
  private long start;

  SegmentScan(DiskFile file, long segmentId, int windowBytes) {
    this.file = file;
    this.seed = FrameFormat.seed(segmentId);
    this.windowBytes = windowBytes;
  }

  /** The intact frame at this offset, or null if what is there is none. */
  Frame frameAt(long offset) throws IOException {
    if (!load(offset, HEADER)) return null;
    int at = (int) (offset - start);
    if (!FrameFormat.plausible(window, at)) return null;
    int length = FrameFormat.getInt(window, at);
    if (!load(offset, length)) return null;
    at = (int) (offset - start);
    int checksum = FrameFormat.checksum(window, at, length, seed);
    return checksum == FrameFormat.getInt(window, at + CRC) ? new Frame(window, at) : null;
  }

  /** The first offset from this one on whose byte is not zero, or -1 if all are. */
  long nonZero(long from) throws IOException {
    long offset = from;
    while (load(offset, 1)) {
      int i = (int) (offset - start);
      while (i < held && window[i] == 0) i++;
      if (i < held) return start + i;
      offset = start + held;
    }
    return -1;
  }

  /** Drops what was read: the file may have more by now. */
  void forget() {
    held = 0;
  }

  private boolean load(long offset, int bytes) throws IOException {
    if (offset >= start && offset + bytes <= start + held) return true;
    int size = Math.max(windowBytes, bytes);
    long rest = file.length() - offset;
    if (rest < bytes) return false;
    window = new byte[(int) Math.min(size, rest)];
    start = offset;
    held = file.read(ByteBuffer.wrap(window), offset);
    return held >= bytes;
  }
}
