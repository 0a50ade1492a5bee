package dev.mainstem.systems.links;

import dev.mainstem.kernel.Id;
import dev.mainstem.systems.links.ClickEvent.Click;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Counts a batch of visits: first among themselves, then each row once, however many of them are of
 * one link.
 */
final class Counting {
  /** Dimensions visits are counted by, beside all together. */
  static final List<String> DIMENSIONS =
      List.of("country", "device", "browser", "os", "referrer", "rule");

  private final LinkTables known;
  private final Map<LinkKey, Usage> usages = new LinkedHashMap<>();
  private final Map<HeapKey, Growing> heaps = new LinkedHashMap<>();

  /** What this batch adds to a heap. */
  private static final class Growing {
    Tally all = Tally.NONE;
    final Map<String, Map<String, Tally>> by = new TreeMap<>();
    Uniques.Growing visitors;

    void add(Tally one, Map<String, String> values) {
      all = all.plus(one);
      values.forEach(
          (dimension, value) ->
              by.computeIfAbsent(dimension, d -> new TreeMap<>()).merge(value, one, Tally::plus));
    }

    void meet(Visitor visitor) {
      if (visitors == null) visitors = new Uniques.Growing();
      visitors.meet(visitor.hash());
    }

    Heap heap() {
      return new Heap(all, by, Optional.ofNullable(visitors).map(Uniques.Growing::done));
    }
  }

  Counting(LinkTables known) {
    this.known = known;
  }

  /**
   * Counts one visit and keeps it.
   *
   * @param id fresh in this batch
   */
  void add(Click click, Id id) {
    long generation = count(click.link(), click, values(click));
    if (click.link().orphan() == null) count(LinkKey.all(click.link().domain()), click, Map.of());
    if (click.visitor().isEmpty()) return;
    var key = new VisitKey(click.link(), generation, click.at(), id.low());
    known.visits.put(key, new PastVisit(key, click.person(), click.visitor().get()));
  }

  private long count(LinkKey link, Click click, Map<String, String> values) {
    var one = Tally.of(click.person());
    var usage = usages.computeIfAbsent(link, known::usage).plus(one.people(), one.bots());
    usages.put(link, usage);
    var key = new HeapKey(link, usage.generation(), Step.HOUR.begin(click.at()));
    var heap = heaps.computeIfAbsent(key, k -> new Growing());
    heap.add(one, values);
    if (click.person() && !values.isEmpty()) click.visitor().ifPresent(heap::meet);
    return usage.generation();
  }

  private static Map<String, String> values(Click click) {
    var referrer = click.referrer().isEmpty() ? "direct" : click.referrer();
    if (click.visitor().isEmpty()) return Map.of("referrer", referrer);
    var visitor = click.visitor().get();
    return Map.of(
        "referrer", referrer,
        "country", orUnknown(visitor.place().country()),
        "device", orUnknown(visitor.device()),
        "browser", orUnknown(visitor.browser()),
        "os", orUnknown(visitor.os()),
        "rule", visitor.rule() < 0 ? "none" : String.valueOf(visitor.rule()));
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
    heaps.forEach(
        (key, growing) ->
            known.heaps.put(key, known.heaps.find(key).orElse(Heap.NONE).plus(growing.heap())));
  }
}
