package dev.mainstem.log;

import java.util.Optional;

/**
 * How a journal is.
 *
 * @param failure why it stopped; empty while it is well
 * @param diskLow whether appends are refused because the disk is nearly full
 * @param segments how many segment files it has
 * @param bytes their size
 * @param pending bytes appended and not yet committed
 */
public record JournalHealth(
    Optional<String> failure, boolean diskLow, int segments, long bytes, long pending) {
  public boolean ok() {
    return failure.isEmpty();
  }
}
