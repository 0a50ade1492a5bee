package dev.mainstem.systems.links;

import dev.mainstem.kernel.Id;
import dev.mainstem.systems.links.ClickEvent.Click;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.datasketches.hll.HllSketch;

/**
 * Counts a batch of visits: first among themselves, then each row once, however many of them are of
 * one link.
 */
final class Counting {
  /** Dimensions visits are counted by, beside all together. */
  static final List<String> DIMENSIONS =
      List.of("country", "device", "browser", "os", "referrer", "rule");

  /** Values of one dimension counted apart in one step; the rest are one heap. */
  static final int MOST_VALUES = 500;

  private final LinkTables known;
  private final Map<LinkKey, Usage> usages = new LinkedHashMap<>();
  private final Map<Bucket, Tally> tallies = new LinkedHashMap<>();
  private final Map<UniqueDay, HllSketch> uniques = new LinkedHashMap<>();

  Counting(LinkTables known) {
    this.known = known;
  }

  /**
   * Counts one visit and keeps it.
   *
   * @param id fresh in this batch
   */
  void add(Click click, Id id) {
    long generation = count(click.link(), click);
    if (click.link().orphan() == null) count(LinkKey.all(click.link().domain()), click);
    values(click).forEach((dimension, value) -> heap(click.link(), dimension, value, click));
    if (click.visitor().isEmpty()) return;
    var visitor = click.visitor().get();
    var key = new VisitKey(click.link(), generation, click.at(), id.low());
    known.visits.put(key, new PastVisit(key, click.person(), visitor));
    if (!click.person()) return;
    var day = new UniqueDay(click.link(), generation, Step.DAY.begin(click.at()));
    uniques
        .computeIfAbsent(day, d -> known.uniques.find(d).map(Uniques::open).orElse(Uniques.empty()))
        .update(visitor.hash());
  }

  private long count(LinkKey link, Click click) {
    var before = usages.computeIfAbsent(link, known::usage);
    usages.put(link, click.person() ? before.plus(1, 0) : before.plus(0, 1));
    heap(link, "", "", click);
    return before.generation();
  }

  private void heap(LinkKey link, String dimension, String value, Click click) {
    long generation = usages.get(link).generation();
    for (var step : Step.values()) {
      var at = step.begin(click.at());
      var bucket = new Bucket(link, generation, dimension, step, at, value);
      tallies.merge(bucket, Tally.of(click.person()), Tally::plus);
    }
  }

  private static Map<String, String> values(Click click) {
    var values = new TreeMap<String, String>();
    values.put("referrer", click.referrer().isEmpty() ? "direct" : click.referrer());
    if (click.visitor().isEmpty()) return values;
    var visitor = click.visitor().get();
    values.put("country", orUnknown(visitor.place().country()));
    values.put("device", orUnknown(visitor.device()));
    values.put("browser", orUnknown(visitor.browser()));
    values.put("os", orUnknown(visitor.os()));
    values.put("rule", visitor.rule() < 0 ? "none" : String.valueOf(visitor.rule()));
    return values;
  }

  private static String orUnknown(String value) {
    return value.isEmpty() ? "unknown" : value;
  }

  /** Begins anew: what was counted and kept so far is out of sight. */
  static void forget(LinkTables known, LinkKey link) {
    var before = known.usage(link);
    known.usage.put(link, new Usage(0, 0, before.generation() + 1));
    var forgotten = new Forgotten(link, before.generation());
    known.forgotten.put(forgotten, forgotten);
    if (link.orphan() != null) return;
    var all = LinkKey.all(link.domain());
    known.usage.put(all, known.usage(all).plus(-before.people(), -before.bots()));
  }

  /** Writes what was counted. */
  void done() {
    usages.forEach(known.usage::put);
    tallies.forEach(this::put);
    uniques.forEach((day, sketch) -> known.uniques.put(day, Uniques.of(sketch)));
  }

  private void put(Bucket bucket, Tally counted) {
    var before = known.tallies.find(bucket);
    boolean fresh = before.isEmpty() && bucket.counted();
    if (fresh && !admit(bucket.head())) put(bucket.other(), counted);
    else known.tallies.put(bucket, before.orElse(Tally.NONE).plus(counted));
  }

  /** Whether there is room for one more value; takes it if so. */
  private boolean admit(Bucket head) {
    var heads = known.tallies.find(head).orElse(Tally.NONE);
    if (heads.values() >= MOST_VALUES) return false;
    known.tallies.put(head, heads.plus(new Tally(0, 0, 1)));
    return true;
  }
}
