package dev.mainstem.log;

import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Position;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One append-only sequence of frames with dense event positions from 1. A failed write or force
 * stops it for good: what is pending is never acknowledged, readers go on up to {@link #visible},
 * and only a restart through recovery makes it writable again.
 *
 * <p>Thread-safe, except that {@link #listen} must have been called before the first append.
 */
public interface Journal extends AutoCloseable {
  JournalSpec spec();

  /**
   * Assigns the next positions and queues the draft. Never touches the disk; blocks only while more
   * than the bounded number of bytes is pending.
   *
   * @param attachment handed back with {@link Appended}
   * @param after positions in other journals that must be forced before this frame is written; they
   *     must have been assigned already
   * @return the position of the last event
   * @throws JournalStopped if the journal has failed or is closed
   * @throws DiskLow if too little space is left
   * @throws FrameTooLarge if the frame would exceed what one frame may hold
   */
  long append(Draft draft, Object attachment, List<Position> after);

  /**
   * Says who hears of commits. Both run on the committer's thread and must neither block nor throw:
   * a listener that throws stops the journal.
   *
   * @param committed every group in order: {@code ON_DISK} after its force, {@code SOON} after its
   *     write
   * @param stopped once, when the journal has failed
   */
  void listen(Consumer<List<Appended>> committed, Consumer<Throwable> stopped);

  /** The last position assigned. */
  long last();

  /** Readers may see up to here: forced for {@code ON_DISK}, written for {@code SOON}. */
  long visible();

  /** Forced up to here. */
  long durable();

  /** Blocks until everything appended so far is forced. */
  void force();

  /**
   * A cursor over the visible frames whose last position is greater: one that begins in the middle
   * of a frame gets that frame whole, since a subscriber may have heard only its first events.
   *
   * @throws IllegalArgumentException if frames after this position are no longer kept
   */
  Tail tail(long after);

  /**
   * The visible frame that holds a position; empty if it is not visible or no longer kept. The
   * frame stands for itself, and holds on to no block it was read from.
   */
  Optional<Frame> frame(long position);

  /** The lowest position still stored. */
  long firstKept();

  /** The last visible position whose frame was committed at or before this time, or 0. */
  long positionAt(long commitTime);

  /**
   * Deletes every sealed segment whose events all lie at or before this position. Whoever calls
   * this has first written a snapshot at the cut.
   *
   * @throws IllegalStateException if the journal is kept for ever
   */
  void trim(long upTo);

  /**
   * The last position {@link #trim} would delete for the same argument; {@link #firstKept} - 1 for
   * none.
   */
  long trimmable(long upTo);

  JournalHealth health();

  /** Writes what is pending, forces it and marks the clean end. Appends are refused from now on. */
  @Override
  void close();
}
