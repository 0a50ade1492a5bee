package dev.mainstem.systems.notifications;

import dev.mainstem.engine.Pipeline;
import dev.mainstem.systems.notifications.PersonCommand.KeepPeople;
import dev.mainstem.systems.notifications.PersonCommand.Newcomer;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Fills a house with people: three interests of twenty each, three zones, and quiet nights. */
public final class PeopleLoad {
  private static final int BATCH = 500;
  private static final int OUTSTANDING = 8;
  private static final int INTERESTS = 20;
  private static final String[] ZONES = {"Europe/Berlin", "Asia/Tokyo", "America/New_York"};
  private static final long SLICE_NANOS = 200_000_000L;

  private PeopleLoad() {}

  /** Into a data directory that no house has open. */
  public static void fill(Path data, int people) throws Exception {
    try (var house = new Pipeline<>(data, NtfyHouse.system())) {
      var next = new int[1];
      Supplier<KeepPeople> batches = () -> batch(next, people);
      while (next[0] < people) house.run(OUTSTANDING, SLICE_NANOS, batches);
    }
  }

  /** When all are there, the last ones once more. */
  private static KeepPeople batch(int[] next, int people) {
    int from = Math.max(0, Math.min(next[0], people - BATCH));
    int to = Math.min(from + BATCH, people);
    var all = new ArrayList<Newcomer>();
    for (int n = from; n < to; n++) all.add(person(n));
    next[0] = to;
    return new KeepPeople(all);
  }

  private static Newcomer person(int n) {
    int first = n % INTERESTS;
    // Three that differ: sets with the same word twice are refused.
    int second = (first + 1 + n / 3 % 9) % INTERESTS;
    int third = (first + 10 + n / 7 % 9) % INTERESTS;
    var night = new Quiet(LocalTime.of(22, 0).toString(), LocalTime.of(7, 0).toString());
    return new Newcomer(
        "p" + n,
        Optional.empty(),
        Optional.of(true),
        Set.of("i" + first, "i" + second, "i" + third),
        Map.of(),
        Optional.of(ZONES[n % ZONES.length]),
        n % 4 == 0 ? Optional.of(night) : Optional.empty());
  }
}
