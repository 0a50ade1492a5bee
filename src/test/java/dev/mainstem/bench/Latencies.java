package dev.mainstem.bench;

import java.util.Arrays;

/** Times taken, kept whole so that quantiles are exact. Owned by one thread. */
final class Latencies {
  private long[] nanos = new long[1 << 16];
  private int size;

  void add(long time) {
    if (size == nanos.length) nanos = Arrays.copyOf(nanos, size * 2);
    nanos[size++] = time;
  }

  void clear() {
    size = 0;
  }

  /** The time within which this share was done, in microseconds. */
  double us(double share) {
    if (size == 0) return 0;
    var sorted = Arrays.copyOf(nanos, size);
    Arrays.sort(sorted);
    return sorted[(int) Math.min(size - 1, (long) (share * size))] / 1e3;
  }
}
