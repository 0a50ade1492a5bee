package dev.mainstem.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The first 4 KiB of a segment file.
 *
 * @param journal whose segment it is
 * @param id random; every frame's checksum is seeded with it
 * @param base position of its first event
 * @param baseTime the latest commit time before it, in microseconds
 * @param capacity how large the file may grow before the next one is begun
 */
record SegmentHeader(String journal, long id, long base, long baseTime, long capacity) {
  static final int SIZE = 4096;

  /** Raised when a reader of today could misread what is written then. */
  static final int VERSION = 1;

  private static final long MAGIC = 0x4d53544d4c4f4731L; // "MSTMLOG1"
  private static final int CRC = SIZE - Integer.BYTES;

  ByteBuffer encode() {
    var bytes = ByteBuffer.allocate(SIZE);
    var name = journal.getBytes(StandardCharsets.UTF_8);
    bytes.putLong(MAGIC).putInt(VERSION).putLong(id).putLong(base).putLong(baseTime);
    bytes.putLong(capacity).putShort((short) name.length).put(name);
    bytes.putInt(CRC, checksum(bytes.array()));
    return bytes.clear();
  }

  /**
   * Reads a header back.
   *
   * @param segment the file's name, for messages
   * @throws LogCorrupt if this is no intact header
   * @throws IllegalStateException if a newer version wrote it
   */
  static SegmentHeader decode(byte[] header, String segment, long base) {
    var bytes = ByteBuffer.wrap(header);
    if (bytes.getLong() != MAGIC || bytes.getInt(CRC) != checksum(header)) {
      throw new LogCorrupt(segment, 0, base, "its header is not what was written");
    }
    int version = bytes.getInt();
    if (version > VERSION) {
      throw new IllegalStateException(
          "segment %s was written by a newer version (log format %d; this one reads up to %d)"
              .formatted(segment, version, VERSION));
    }
    long id = bytes.getLong();
    long first = bytes.getLong();
    if (first != base) {
      throw new LogCorrupt(segment, 0, base, "its header says it begins at position " + first);
    }
    long baseTime = bytes.getLong();
    long capacity = bytes.getLong();
    var name = new byte[bytes.getShort()];
    bytes.get(name);
    return new SegmentHeader(
        new String(name, StandardCharsets.UTF_8), id, first, baseTime, capacity);
  }

  private static int checksum(byte[] bytes) {
    var crc = new CRC32C();
    crc.update(bytes, 0, CRC);
    return (int) crc.getValue();
  }
}
