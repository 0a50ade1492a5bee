package dev.mainstem.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * One segment file as readers see it: its header, where frames begin in it and, once it is sealed,
 * its last position. Thread-safe.
 */
final class Segment {
  private static final String SUFFIX = ".seg";
  private static final int NAME_LENGTH = 20 + SUFFIX.length();

  private final Path path;
  private final SegmentHeader header;
  private volatile SparseIndex index;
  private volatile long last = Long.MAX_VALUE;
  private volatile long bytes;

  Segment(Path path, SegmentHeader header, SparseIndex index) {
    this.path = path;
    this.header = header;
    this.index = index;
  }

  /** The file of the segment that begins here; names sort as positions do. */
  static Path file(Path dir, long base) {
    return dir.resolve("%020d%s".formatted(base, SUFFIX));
  }

  static boolean isSegment(Path path) {
    String name = path.getFileName().toString();
    return name.length() == NAME_LENGTH
        && name.endsWith(SUFFIX)
        && name.chars().limit(20).allMatch(c -> c >= '0' && c <= '9');
  }

  /** Reads a segment's header. */
  static Segment read(Disk disk, Path path) throws IOException {
    var header = new byte[SegmentHeader.SIZE];
    try (var file = disk.read(path)) {
      file.read(ByteBuffer.wrap(header), 0);
    }
    var decoded = SegmentHeader.decode(header, name(path), baseOf(path));
    return new Segment(path, decoded, new SparseIndex());
  }

  static String name(Path path) {
    return path.getParent().getFileName() + "/" + path.getFileName();
  }

  static long baseOf(Path path) {
    return Long.parseLong(path.getFileName().toString().substring(0, 20));
  }

  /** No more frames will be added: the last position is known. */
  void seal(long last, long bytes) {
    this.bytes = bytes;
    this.last = last;
  }

  void index(SparseIndex index) {
    this.index = index;
  }

  /** The first intact frame at this offset was not what was written. */
  LogCorrupt damaged(long offset, long position, String why) {
    return new LogCorrupt(name(path), offset, position, why);
  }

  Path path() {
    return path;
  }

  /** The sidecar that stores the index. */
  Path sidecar() {
    String name = path.getFileName().toString();
    return path.resolveSibling(name.substring(0, 20) + ".idx");
  }

  SegmentHeader header() {
    return header;
  }

  SparseIndex index() {
    return index;
  }

  long base() {
    return header.base();
  }

  /** The last position of a sealed segment; of the active one, the largest number there is. */
  long last() {
    return last;
  }

  /** Bytes of a sealed segment. */
  long bytes() {
    return bytes;
  }

  SegmentScan scan(DiskFile file, int windowBytes) {
    return new SegmentScan(file, header.id(), windowBytes);
  }
}
