package dev.mainstem.systems.payments.risk;

import java.time.Duration;
import java.util.Locale;

/**
 * Something that is counted.
 *
 * @param by attempts with the same one of these
 * @param within so long before
 */
public record Tally(What what, Trait by, Duration within) {
  /** As far as is counted. */
  public static final int MOST = 100;

  static final Duration LONGEST = Duration.ofDays(30);

  /** What is counted. */
  public enum What {
    /** Attempts to pay. */
    ATTEMPTS,
    /** Attempts that came to nothing. */
    DECLINES,
    /** Different cards. */
    CARDS;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public String toString() {
    return what.word() + "(" + by.word() + ", " + text(within) + ")";
  }

  private static String text(Duration length) {
    if (length.toMinutes() % 60 != 0) return length.toMinutes() + "m";
    return length.toHours() % 24 == 0 ? length.toDays() + "d" : length.toHours() + "h";
  }
}
