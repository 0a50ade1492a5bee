package dev.mainstem.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Copies a journal nobody writes to, frame by frame: up to a position, and with some frames
 * replaced. Every frame is checked on the way. Positions stay what they were. Owned by one thread.
 */
public final class LogCopy {
  private static final int WINDOW = 1 << 20;
  private static final int BUFFER = 1 << 20;

  private final Disk disk;
  private final Path from;
  private final Path to;
  private final FrameWriter writer = new FrameWriter();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

  /**
   * @param from a folder with a folder for each journal
   * @param to where copies go; made if it is absent
   */
  public LogCopy(Disk disk, Path from, Path to) {
    this.disk = disk;
    this.from = from;
    this.to = to;
  }

  /**
   * Copies whole frames up to a position.
   *
   * @param instead what is to stand in a frame's place, with as many events; empty to keep it
   * @return the last position copied: before {@code upTo} only if that is inside a frame
   * @throws LogCorrupt if a frame up to there is damaged or missing
   */
  public long copy(String journal, long upTo, Function<Frame, Optional<Draft>> instead)
      throws IOException {
    var paths = Segments.paths(disk, from.resolve(journal));
    if (paths.isEmpty()) {
      throw new LogCorrupt(journal, 0, 1, "there is no segment of this journal");
    }
    disk.createDirectories(to.resolve(journal));
    long last = -1;
    for (int i = 0; i < paths.size(); i++) {
      var segment = Segment.read(disk, paths.get(i));
      if (last >= 0 && segment.base() > upTo) break;
      if (last >= 0 && segment.base() != last + 1) {
        throw segment.damaged(0, last + 1, "frames before it are missing");
      }
      long whole = i + 1 < paths.size() ? Segment.baseOf(paths.get(i + 1)) - 1 : upTo;
      last = copy(segment, new Wanted(upTo, Math.min(whole, upTo), instead));
    }
    disk.forceDirectory(to.resolve(journal));
    return last;
  }

  /**
   * What is wanted of a segment.
   *
   * @param upTo no frame behind this position
   * @param least the last position it must hold a frame for
   */
  private record Wanted(long upTo, long least, Function<Frame, Optional<Draft>> instead) {}

  private long copy(Segment segment, Wanted wanted) throws IOException {
    var path = to.resolve(segment.header().journal()).resolve(segment.path().getFileName());
    try (var in = disk.read(segment.path());
        var out = new Out(disk.create(path))) {
      out.add(segment.header().encode());
      long last = frames(segment, segment.scan(in, WINDOW), wanted, out);
      out.finish();
      return last;
    }
  }

  private long frames(Segment segment, SegmentScan scan, Wanted wanted, Out out)
      throws IOException {
    long last = segment.base() - 1;
    long offset = SegmentHeader.SIZE;
    long time = segment.header().baseTime();
    for (var frame = scan.frameAt(offset); frame != null; frame = scan.frameAt(offset)) {
      if (frame.first() != last + 1) {
        throw segment.damaged(offset, last + 1, "the frame there has position " + frame.first());
      }
      if (frame.last() > wanted.upTo()) break;
      if (!frame.marker()) add(segment, frame, wanted, out);
      last = frame.last();
      offset += frame.length();
      time = frame.commitTime();
      if (last == wanted.upTo()) break;
    }
    if (last < wanted.least() && scan.frameAt(offset) == null) {
      throw segment.damaged(offset, last + 1, "no intact frame is there");
    }
    out.add(HeldLog.marker(segment.header(), last, time));
    return last;
  }

  private void add(Segment segment, Frame frame, Wanted wanted, Out out) throws IOException {
    var draft = wanted.instead().apply(frame);
    if (draft.isEmpty()) {
      out.add(frame.raw());
      return;
    }
    if (draft.get().entries().size() != frame.count()) {
      throw new IllegalArgumentException("positions would move behind " + frame);
    }
    writer.begin(FrameFormat.seed(segment.header().id()), frame.durable(), frame.commitTime());
    writer.frame(draft.get(), frame.first(), FrameSize.bound(draft.get()));
    out.add(ByteBuffer.wrap(writer.bytes(), 0, writer.length()));
  }

  /** A file written from its beginning to its end through the buffer. */
  private final class Out implements AutoCloseable {
    private final DiskFile file;
    private long at;

    Out(DiskFile file) {
      this.file = file;
      buffer.clear();
    }

    void add(ByteBuffer bytes) throws IOException {
      if (bytes.remaining() > buffer.remaining()) flush();
      if (bytes.remaining() <= buffer.remaining()) {
        buffer.put(bytes);
        return;
      }
      int size = bytes.remaining();
      file.write(bytes, at);
      at += size;
    }

    private void flush() throws IOException {
      int size = buffer.flip().remaining();
      file.write(buffer, at);
      at += size;
      buffer.clear();
    }

    void finish() throws IOException {
      flush();
      file.force(true);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
