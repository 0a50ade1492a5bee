package dev.mainstem.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The segment being written. Owned by the committer; only {@link #force} is also called by the
 * force helper.
 *
 * <p>Forcing a write inside the file's length is a third cheaper than forcing one that extends it.
 * A file that was not filled ahead in the background is therefore extended with some zeros behind
 * every small group that reaches its end; behind a large one they would cost more than they save.
 */
final class ActiveSegment implements Closeable {
  private static final int SMALL = 64 << 10;
  private static final int AHEAD = 256 << 10;

  private final Segment segment;
  private final DiskFile file;
  private final WriteBuffer buffers;
  private final byte[] seed;
  private long capacity;
  private volatile long end;
  private long filled;
  private long indexed;

  ActiveSegment(Segment segment, DiskFile file, WriteBuffer buffers, long end) throws IOException {
    this.segment = segment;
    this.file = file;
    this.buffers = buffers;
    this.seed = FrameFormat.seed(segment.header().id());
    this.capacity = segment.header().capacity();
    this.end = end;
    this.filled = file.length();
    this.indexed = end;
  }

  Segment segment() {
    return segment;
  }

  byte[] seed() {
    return seed;
  }

  long end() {
    return end;
  }

  boolean empty() {
    return end == SegmentHeader.SIZE;
  }

  /** Whether this much fits, with a marker behind it. */
  boolean fits(long bytes) {
    return end + bytes + FrameFormat.HEADER <= capacity;
  }

  /** Lets an empty segment take a frame larger than itself. */
  void grow(long bytes) {
    capacity = Math.max(capacity, end + bytes + FrameFormat.HEADER);
  }

  /** Notes where a frame will begin that is {@code ahead} bytes behind the end. */
  void note(long first, int ahead, long commitTime) {
    if (end + ahead - indexed < SparseIndex.EVERY) return;
    indexed = end + ahead;
    segment.index().add(first, indexed, commitTime);
  }

  /** Writes at the end, in one go unless it exceeds what a group may have. */
  void write(byte[] bytes, int length) throws IOException {
    var buffer = buffers.room(length + AHEAD);
    int part = buffer.capacity() - AHEAD;
    int from = 0;
    for (; length - from > part; from += part) {
      file.write(buffer.clear().put(bytes, from, part).flip(), end + from);
    }
    buffer.clear().put(bytes, from, length - from);
    long next = end + length;
    if (next > filled) fillAhead(buffer, next, length);
    file.write(buffer.flip(), end + from);
    end = next;
  }

  private void fillAhead(ByteBuffer buffer, long next, int length) {
    filled = next;
    if (length > SMALL) return;
    int zeros = (int) Math.max(0, Math.min(AHEAD, capacity - next)) & -Long.BYTES;
    for (int i = 0; i < zeros; i += Long.BYTES) buffer.putLong(0);
    filled = next + zeros;
  }

  void force(boolean metadata) throws IOException {
    file.force(metadata);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
