package dev.mainstem.log;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Watches the space left on a journal's disk. {@link #look} is called by the committer; anyone may
 * read {@link #low}.
 */
final class Space {
  private static final long EVERY_NANOS = 1_000_000_000;
  private static final int PERCENT = 100;

  private final Place place;
  private volatile boolean low;
  private long lookedAt;

  Space(Place place) {
    this.place = place;
    lookedAt = place.settings().nanos().getAsLong() - EVERY_NANOS;
  }

  boolean low() {
    return low;
  }

  /** Looks again if the last look is a second old; returns how long until the next is due. */
  long look(long now) {
    long wait = lookedAt + EVERY_NANOS - now;
    if (wait > 0) return wait;
    lookedAt = now;
    low = low(place, 0);
    return EVERY_NANOS;
  }

  long usable() {
    try {
      return place.disk().usableBytes(place.dir());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether too little would be left once this many bytes were taken. */
  static boolean low(Place place, long taken) {
    try {
      long left = place.disk().usableBytes(place.dir()) - taken;
      long total = place.disk().totalBytes(place.dir());
      var settings = place.settings();
      return left < settings.spaceBytes() || left < total / PERCENT * settings.spacePercent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
