package dev.mainstem.systems.payments;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * When what clients were told was trimmed last. Stripe keeps events for 30 days, and so does this
 * house.
 */
record Trimming(Instant at) {
  static final Duration KEPT = Duration.ofDays(30);

  /** How often it is looked. */
  static final Duration EVERY = Duration.ofHours(6);

  /** The only key of its table. */
  static final String KEY = "trim";

  private static final int MOST = 500;

  /** What is too old by now, some of it. */
  record Old(List<String> notices, List<String> deliveries) {
    boolean more() {
      return notices.size() == MOST || deliveries.size() == MOST;
    }
  }

  /** Ids grow with time, so the oldest come first. */
  static Old old(PaymentTables known, Instant now) {
    var since = now.minus(KEPT);
    return new Old(
        ids(known.notices, since, Notice::at), ids(known.deliveries, since, Delivery::queuedAt));
  }

  private static <V> List<String> ids(
      dev.mainstem.kernel.Table<String, V> table, Instant since, Function<V, Instant> at) {
    return table.scan(dev.mainstem.kernel.Span.of(), MOST).stream()
        .takeWhile(row -> at.apply(row.value()).isBefore(since))
        .map(dev.mainstem.kernel.Row::key)
        .toList();
  }
}
