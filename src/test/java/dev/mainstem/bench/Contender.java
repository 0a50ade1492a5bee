package dev.mainstem.bench;

import java.nio.file.Path;
import java.time.Duration;

/**
 * One of those compared in a benchmark.
 *
 * @param unit what is counted, such as {@code events/s}
 */
record Contender(String name, String unit, Measurement measurement) {
  /** How one round is taken. */
  interface Measurement {
    /** Works for about the time given and answers how much of the unit was done in a second. */
    double take(Round round) throws Exception;
  }

  /**
   * @param scratch an empty directory on the disk that is measured, removed afterwards
   */
  record Round(Path scratch, Duration time) {}
}
