package dev.mainstem.systems.links;

import dev.mainstem.kernel.Span;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What holds of visits that are counted and kept; see {@link LinkLaws}. */
final class ClickLaws {
  /** Dimensions of visitors that are kept; an old visit may be counted by its referrer alone. */
  private static final List<String> OF_VISITORS =
      Counting.DIMENSIONS.stream().filter(each -> !each.equals("referrer")).toList();

  private ClickLaws() {}

  private static boolean isWhole(LinkKey link) {
    return link.equals(LinkKey.all(link.domain()));
  }

  private static Tally of(Usage usage) {
    return new Tally(usage.people(), usage.bots());
  }

  /** Of a whole domain, hours still hold what was forgotten: its total is less by that. */
  static Optional<String> totals(LinkTables known) {
    return LinkLaws.first(
        known.usage,
        row -> {
          var sum = new Sum();
          var span = Span.of(row.key(), row.value().generation());
          LinkLaws.first(known.heaps, span, heap -> sum.add(heap.value().all()));
          var shown = of(row.value());
          boolean less = shown.people() < sum.tally.people() || shown.bots() < sum.tally.bots();
          boolean same = shown.equals(sum.tally) || isWhole(row.key()) && less;
          return same ? null : row.key() + ": " + sum.tally + ", but shown " + shown;
        });
  }

  private static final class Sum {
    private Tally tally = Tally.NONE;

    /** Nothing is wrong with it. */
    String add(Tally more) {
      tally = tally.plus(more);
      return null;
    }
  }

  static Optional<String> wholes(LinkTables known) {
    var counted = new HashMap<String, Tally>();
    var shown = new HashMap<String, Tally>();
    LinkLaws.first(
        known.usage,
        row -> {
          var link = row.key();
          if (isWhole(link)) shown.put(link.domain(), of(row.value()));
          else if (link.orphan() == null) {
            counted.merge(link.domain(), of(row.value()), Tally::plus);
          }
          return null;
        });
    return LinkLaws.differing(counted, shown);
  }

  static Optional<String> dimensions(LinkTables known) {
    return LinkLaws.first(
        known.heaps,
        row -> {
          if (isWhole(row.key().link())) return null;
          var sums = new HashMap<String, Tally>();
          row.value().by().forEach((dimension, values) -> sums.put(dimension, sum(values)));
          var all = row.value().all();
          boolean same = all.equals(sums.getOrDefault("referrer", Tally.NONE));
          var visitors = new HashSet<Tally>();
          OF_VISITORS.forEach(each -> visitors.add(sums.getOrDefault(each, Tally.NONE)));
          boolean less = visitors.stream().allMatch(v -> within(v, all)) && visitors.size() == 1;
          return same && less ? null : row.key() + ": " + sums + " of " + all;
        });
  }

  private static Tally sum(Map<String, Tally> values) {
    return values.values().stream().reduce(Tally.NONE, Tally::plus);
  }

  private static boolean within(Tally some, Tally all) {
    return some.people() <= all.people() && some.bots() <= all.bots();
  }

  static Optional<String> kept(LinkTables known) {
    return LinkLaws.first(
        known.usage,
        row -> {
          var sum = new Sum();
          var span = Span.of(row.key(), row.value().generation());
          LinkLaws.first(known.visits, span, visit -> sum.add(Tally.of(visit.value().person())));
          boolean fewer = within(sum.tally, of(row.value()));
          return fewer ? null : row.key() + ": " + sum.tally + " kept of " + of(row.value());
        });
  }

  /** Whatever bears an older number than its link is of a generation that is being cleared. */
  static Optional<String> forgotten(LinkTables known) {
    return LinkLaws.first(
            known.visits, row -> forgotten(known, row.key().link(), row.key().generation()))
        .or(
            () ->
                LinkLaws.first(
                    known.heaps,
                    row -> forgotten(known, row.key().link(), row.key().generation())));
  }

  private static String forgotten(LinkTables known, LinkKey link, long generation) {
    boolean current = generation == known.usage(link).generation();
    boolean waits = current || known.forgotten.has(new Forgotten(link, generation));
    return waits ? null : link + " holds forgotten visits that nobody clears away";
  }
}
