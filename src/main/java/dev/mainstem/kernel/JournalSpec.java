package dev.mainstem.kernel;

import java.time.Duration;
import java.util.Optional;

/**
 * A journal a system writes to, and what it promises.
 *
 * @param name {@code main}, or {@code system-what}
 * @param promise when an answer may be given
 * @param keep how long events are kept; empty means for ever
 */
public record JournalSpec(String name, Promise promise, Optional<Duration> keep) {
  /** All domain events, for ever, in one order. */
  public static final String MAIN = "main";

  /** When a command's answer may be given. */
  public enum Promise {
    /** After the bytes are forced to disk. */
    ON_DISK,
    /** After the bytes are handed to the operating system; forced within 100 ms or 1 MiB. */
    SOON
  }
}
