package dev.mainstem.log;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Where frames begin in one segment, one entry about every 64 KiB, by position and by commit time.
 * Grown by the committer (or a scan) and searched by readers; guarded by its own lock. Its stored
 * form is only a shortcut: a missing or damaged one is rebuilt from the segment.
 */
final class SparseIndex {
  static final int EVERY = 64 << 10;
  private static final int MAGIC = 0x4d534958; // "MSIX"
  private static final int FIXED = 4 + 8 + 8 + 8 + 8 + 4;
  private static final int ENTRY = 20;

  private long[] positions = new long[16];
  private int[] offsets = new int[16];
  private long[] times = new long[16];
  private int size;

  /** The stored form, with how the segment ends. */
  record Stored(SparseIndex index, long last, long end, long commitTime) {}

  synchronized void add(long position, long offset, long time) {
    if (size == positions.length) {
      positions = Arrays.copyOf(positions, size * 2);
      offsets = Arrays.copyOf(offsets, size * 2);
      times = Arrays.copyOf(times, size * 2);
    }
    positions[size] = position;
    offsets[size] = (int) offset;
    times[size++] = time;
  }

  /** An offset at which a frame begins whose first position is not greater. */
  synchronized long offsetBefore(long position) {
    int i = Arrays.binarySearch(positions, 0, size, position);
    int at = i >= 0 ? i : -i - 2;
    return at < 0 ? SegmentHeader.SIZE : offsets[at];
  }

  /** A first position whose frame was committed at or before this time, or 0 if none is known. */
  synchronized long positionBefore(long time) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] <= time) low = middle + 1;
      else high = middle;
    }
    return low == 0 ? 0 : positions[low - 1];
  }

  synchronized ByteBuffer encode(long segmentId, Recovery.Found found) {
    var bytes = ByteBuffer.allocate(FIXED + size * ENTRY + Integer.BYTES);
    bytes.putInt(MAGIC).putLong(segmentId).putLong(found.last()).putLong(found.end());
    bytes.putLong(found.commitTime()).putInt(size);
    for (int i = 0; i < size; i++) {
      bytes.putLong(positions[i]).putInt(offsets[i]).putLong(times[i]);
    }
    bytes.putInt(checksum(bytes.array(), bytes.position()));
    return bytes.flip();
  }

  static Optional<Stored> decode(byte[] stored, long segmentId) {
    if (stored.length < FIXED + Integer.BYTES) return Optional.empty();
    int body = stored.length - Integer.BYTES;
    var bytes = ByteBuffer.wrap(stored);
    if (bytes.getInt(body) != checksum(stored, body)) return Optional.empty();
    if (bytes.getInt() != MAGIC || bytes.getLong() != segmentId) return Optional.empty();
    long last = bytes.getLong();
    long end = bytes.getLong();
    long time = bytes.getLong();
    int size = bytes.getInt();
    var index = new SparseIndex();
    for (int i = 0; i < size; i++) index.add(bytes.getLong(), bytes.getInt(), bytes.getLong());
    return Optional.of(new Stored(index, last, end, time));
  }

  private static int checksum(byte[] bytes, int length) {
    var crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
