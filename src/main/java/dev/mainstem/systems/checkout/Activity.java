package dev.mainstem.systems.checkout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a buyer did lately.
 *
 * @param attempts to pay, at most {@link #MOST} of the latest
 * @param orders placed ever
 */
record Activity(String buyer, List<Instant> attempts, long orders) {
  private static final int MOST = 50;
  private static final Duration LATELY = Duration.ofHours(1);

  static Activity none(String buyer) {
    return new Activity(buyer, List.of(), 0);
  }

  Activity trying(Instant now) {
    var all = new ArrayList<>(attempts);
    all.add(now);
    return new Activity(buyer, all.subList(Math.max(0, all.size() - MOST), all.size()), orders);
  }

  Activity ordering() {
    return new Activity(buyer, attempts, orders + 1);
  }

  int lately(Instant now) {
    return (int) attempts.stream().filter(each -> each.isAfter(now.minus(LATELY))).count();
  }
}
