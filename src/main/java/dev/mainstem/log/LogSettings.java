package dev.mainstem.log;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/**
 * How journals are kept. {@link #standard} is what a house runs with; tests shrink it.
 *
 * @param clock wall time in microseconds since 1970, for commit times
 * @param nanos steady time, for idling and forcing
 * @param random makes the ids segments are told apart by
 * @param segmentBytes size of the first segment; each next one is twice as large
 * @param segmentBytesMax size at which doubling ends
 * @param soonNanos how long a {@code SOON} journal may leave bytes unforced
 * @param soonBytes how many bytes it may leave unforced
 * @param idleNanos after how long without appends the end is marked
 * @param groupBytes most bytes of one group
 * @param ringBytes how many bytes of recent groups are kept in memory for readers
 * @param pendingBytes how many bytes may be pending before an append blocks
 * @param spaceBytes appends are refused when fewer bytes of disk are left
 * @param spacePercent appends are refused when a smaller part of the disk is left
 * @param stepped whether no thread is started and {@link Log#step} does all work
 */
public record LogSettings(
    LongSupplier clock,
    LongSupplier nanos,
    LongSupplier random,
    int segmentBytes,
    int segmentBytesMax,
    long soonNanos,
    int soonBytes,
    long idleNanos,
    int groupBytes,
    int ringBytes,
    long pendingBytes,
    long spaceBytes,
    int spacePercent,
    boolean stepped) {

  public static LogSettings standard() {
    var ids = new SecureRandom();
    return new LogSettings(
        () -> ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()),
        System::nanoTime,
        ids::nextLong,
        4 << 20,
        256 << 20,
        100_000_000,
        1 << 20,
        20_000_000,
        4 << 20,
        8 << 20,
        64 << 20,
        1L << 30,
        5,
        false);
  }

  /** The same with other times. */
  public LogSettings times(LongSupplier clock, LongSupplier nanos) {
    return new LogSettings(
        clock,
        nanos,
        random,
        segmentBytes,
        segmentBytesMax,
        soonNanos,
        soonBytes,
        idleNanos,
        groupBytes,
        ringBytes,
        pendingBytes,
        spaceBytes,
        spacePercent,
        stepped);
  }

  /** The same with segments of these sizes. */
  public LogSettings segments(int first, int max) {
    return new LogSettings(
        clock,
        nanos,
        random,
        first,
        max,
        soonNanos,
        soonBytes,
        idleNanos,
        groupBytes,
        ringBytes,
        pendingBytes,
        spaceBytes,
        spacePercent,
        stepped);
  }

  /** The same with groups, ring and pending bytes of these sizes. */
  public LogSettings memory(int group, int ring, long pending) {
    return new LogSettings(
        clock,
        nanos,
        random,
        segmentBytes,
        segmentBytesMax,
        soonNanos,
        soonBytes,
        idleNanos,
        group,
        ring,
        pending,
        spaceBytes,
        spacePercent,
        stepped);
  }

  /** The same, forcing what a {@code SOON} journal wrote within so many milliseconds. */
  public LogSettings soon(long forceMs) {
    return new LogSettings(
        clock,
        nanos,
        random,
        segmentBytes,
        segmentBytesMax,
        forceMs * 1_000_000,
        soonBytes,
        idleNanos,
        groupBytes,
        ringBytes,
        pendingBytes,
        spaceBytes,
        spacePercent,
        stepped);
  }

  /** The same, refusing appends below these amounts of free space. */
  public LogSettings space(long bytes, int percent) {
    return new LogSettings(
        clock,
        nanos,
        random,
        segmentBytes,
        segmentBytesMax,
        soonNanos,
        soonBytes,
        idleNanos,
        groupBytes,
        ringBytes,
        pendingBytes,
        bytes,
        percent,
        stepped);
  }

  /** The same without threads, its segment ids taken from here: for simulations. */
  public LogSettings stepped(LongSupplier random) {
    return new LogSettings(
        clock,
        nanos,
        random,
        segmentBytes,
        segmentBytesMax,
        soonNanos,
        soonBytes,
        idleNanos,
        groupBytes,
        ringBytes,
        pendingBytes,
        spaceBytes,
        spacePercent,
        true);
  }
}
