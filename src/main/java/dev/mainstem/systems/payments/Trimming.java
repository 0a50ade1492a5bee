package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Row;
import dev.mainstem.kernel.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

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
    boolean nothing() {
      return notices.isEmpty() && deliveries.isEmpty();
    }
  }

  /** Ids grow with time, so the oldest come first. */
  static Old old(PaymentTables known, Instant now) {
    var since = now.minus(KEPT);
    var told = known.notices.scan(Span.of(), MOST).stream().map(Row::value);
    var sent = known.deliveries.scan(Span.of(), MOST).stream().map(Row::value);
    return new Old(
        told.takeWhile(notice -> notice.at().isBefore(since)).map(Notice::id).toList(),
        // What is on its way is given up before long, and then lets the next one go.
        sent.takeWhile(each -> each.queuedAt().isBefore(since))
            .filter(each -> each.state() != Delivery.State.QUEUED)
            .map(Delivery::id)
            .toList());
  }
}
