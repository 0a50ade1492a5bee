package dev.mainstem.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Copies files in small pieces at a bounded rate, so that a house at work beside keeps its disk.
 * Owned by one thread; {@link #copied} may be read by any.
 */
public final class Copier {
  private static final int PIECE = 1 << 20;
  private static final long LOOK_NANOS = 50_000_000;
  private static final double SECOND = 1e9;

  private final Disk disk;
  private final long bytesPerSecond;
  private final BooleanSupplier cancelled;
  private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
  private volatile long copied;
  private long freeAt = System.nanoTime();

  /**
   * @param bytesPerSecond most bytes written in a second; 0 for no bound
   * @param cancelled looked at before every piece
   */
  public Copier(Disk disk, long bytesPerSecond, BooleanSupplier cancelled) {
    this.disk = disk;
    this.bytesPerSecond = bytesPerSecond;
    this.cancelled = cancelled;
  }

  /** Bytes copied so far, and bytes of files that were linked. */
  public long copied() {
    return copied;
  }

  /** Gives a file that nobody will write to a second name, or copies it. */
  public void link(Path from, Path to) throws IOException {
    check();
    long bytes;
    try (var file = disk.read(from)) {
      bytes = file.length();
    }
    if (disk.link(from, to)) copied += bytes;
    else copy(from, to, bytes);
  }

  /** Copies a whole file. */
  public void copy(Path from, Path to) throws IOException {
    try (var file = disk.read(from)) {
      copy(from, to, file.length());
    }
  }

  /**
   * Copies the first bytes of a file, and forces them.
   *
   * @throws CancellationException if it is called off
   */
  public void copy(Path from, Path to, long bytes) throws IOException {
    try (var in = disk.read(from);
        var out = disk.create(to)) {
      for (long at = 0; at < bytes; at += PIECE) {
        check();
        piece.clear().limit((int) Math.min(PIECE, bytes - at));
        if (in.read(piece, at) < piece.limit()) throw new IOException(from + " ends too early");
        out.write(piece.flip(), at);
        out.force(false);
        pace(piece.limit());
      }
      out.force(true);
    }
  }

  /** Waits until these bytes are within the rate. */
  void pace(int bytes) {
    copied += bytes;
    if (bytesPerSecond == 0) return;
    long now = System.nanoTime();
    freeAt = Math.max(freeAt, now) + (long) (bytes * SECOND / bytesPerSecond);
    for (long wait = freeAt - now; wait > 0; wait = freeAt - System.nanoTime()) {
      check();
      LockSupport.parkNanos(this, Math.min(wait, LOOK_NANOS));
    }
  }

  private void check() {
    if (cancelled.getAsBoolean()) throw new CancellationException("it was called off");
  }
}
