package dev.mainstem.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.LongSupplier;

/** Frames from the ring while it still has them, and from the files otherwise. */
final class SegmentTail implements Tail {
  /** How many frames are read from files before the ring is looked at again. */
  private static final int LOOK_EVERY = 256;

  private final FileCursor files;
  private final Ring ring;
  private final LongSupplier visible;
  private long next;
  private Ring.Group group;
  private int offset;
  private int fromFiles;

  SegmentTail(FileCursor files, Ring ring, LongSupplier visible, long after) {
    this.files = files;
    this.ring = ring;
    this.visible = visible;
    this.next = after + 1;
  }

  @Override
  public Frame next() {
    if (next > visible.getAsLong()) return null;
    var frame = read();
    next = frame.last() + 1;
    return frame;
  }

  @Override
  public void close() {
    try {
      files.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Frame read() {
    if (group != null && next > group.last()) enter(ring.after(group));
    if (group == null && fromFiles++ % LOOK_EVERY == 0) enter(ring.holding(next));
    if (group == null) return readFile();
    while (true) {
      var frame = new Frame(group.bytes(), offset);
      offset += frame.length();
      if (frame.last() >= next) return frame;
    }
  }

  private void enter(Ring.Group entered) {
    if (group == null && entered != null) close();
    if (entered == null) fromFiles = 0;
    group = entered;
    offset = 0;
    if (entered == null) fromFiles++;
  }

  private Frame readFile() {
    try {
      return files.holding(next);
    } catch (IOException e) {
      close(); // an interrupted reader has lost its handle; the next call takes a new one
      throw new UncheckedIOException(e);
    }
  }
}
