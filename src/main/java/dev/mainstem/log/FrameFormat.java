package dev.mainstem.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * How a frame lies on disk, all numbers big-endian:
 *
 * <pre>
 *  0 len u32            of the whole frame; 0 is the clean end
 *  4 crc32c u32         of the segment's id and of everything after this field
 *  8 firstPosition u64
 * 16 durableDelta u32   events before this frame that were not yet known to be forced
 * 20 commitTime u64     microseconds since 1970
 * 28 flags u8           MARKER, REMEMBERED, BECAUSE, VIA, COMMAND
 * 29 count u16          events
 * 31 system, tenant str8 | time u64 | caller str16 | id 16 | correlation 16
 *    [because: journal str8, number u64] [via: count u8, each system str8]
 *    [command: str8] | trace str16
 *    [remembered: client id str16, hash bytes8, answer bytes32]
 *    count times: name str8 | subjects u8, each system str8, id str16 | payload bytes32
 * </pre>
 *
 * A marker ends after its header. Its first position is the one the next frame will have, so its
 * durableDelta of 0 says that everything before it had been forced.
 */
final class FrameFormat {
  static final int CRC = 4;
  static final int FIRST = 8;
  static final int DELTA = 16;
  static final int TIME = 20;
  static final int FLAGS = 28;
  static final int COUNT = 29;
  static final int HEADER = 31;

  static final int MARKER = 1;
  static final int REMEMBERED = 2;
  static final int BECAUSE = 4;
  static final int VIA = 8;
  static final int COMMAND = 16;
  private static final int KNOWN = MARKER | REMEMBERED | BECAUSE | VIA | COMMAND;

  static final int FRAME_MAX = 16 << 20;
  static final int EVENTS_MAX = 0xffff;

  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  private FrameFormat() {}

  static int getInt(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  static long getLong(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  static int getShort(byte[] bytes, int at) {
    return (short) SHORT.get(bytes, at) & 0xffff;
  }

  static long first(byte[] bytes, int at) {
    return getLong(bytes, at + FIRST);
  }

  static int count(byte[] bytes, int at) {
    return getShort(bytes, at + COUNT);
  }

  /** How far the journal was known to be forced when the frame was written. */
  static long durable(byte[] bytes, int at) {
    return first(bytes, at) - 1 - Integer.toUnsignedLong(getInt(bytes, at + DELTA));
  }

  static boolean marker(byte[] bytes, int at) {
    return (bytes[at + FLAGS] & MARKER) != 0;
  }

  /** Whether a frame's length and fixed fields make sense; cheap, before its checksum is paid. */
  static boolean plausible(byte[] bytes, int at) {
    int length = getInt(bytes, at);
    if (length < HEADER || length > FRAME_MAX) return false;
    boolean marker = marker(bytes, at);
    return first(bytes, at) > 0
        && durable(bytes, at) >= 0
        && (bytes[at + FLAGS] & ~KNOWN) == 0
        && (count(bytes, at) == 0) == marker
        && (!marker || length == HEADER);
  }

  /** The checksum of the frame of this length, as it belongs into a segment with this id. */
  static int checksum(byte[] bytes, int at, int length, byte[] segmentId) {
    var crc = new CRC32C();
    crc.update(segmentId, 0, segmentId.length);
    crc.update(bytes, at + FIRST, length - FIRST);
    return (int) crc.getValue();
  }

  static byte[] seed(long segmentId) {
    var bytes = new byte[Long.BYTES];
    LONG.set(bytes, 0, segmentId);
    return bytes;
  }
}
