package dev.mainstem.log;

/** What is stored cannot be what was written. Names the segment, the offset and the position. */
public final class LogCorrupt extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String segment;
  private final long offset;
  private final long position;

  LogCorrupt(String segment, long offset, long position, String why) {
    super(
        "segment %s is damaged at offset %d, position %d: %s"
            .formatted(segment, offset, position, why));
    this.segment = segment;
    this.offset = offset;
    this.position = position;
  }

  /** The segment file, with its journal's folder. */
  public String segment() {
    return segment;
  }

  public long offset() {
    return offset;
  }

  /** The position that was expected there. */
  public long position() {
    return position;
  }
}
