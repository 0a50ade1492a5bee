package dev.mainstem.systems.links;

import static dev.mainstem.systems.links.LinkProblem.TOO_WIDE;

import dev.mainstem.kernel.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Heaps of visits of one link in one stretch of time. */
final class Series {
  /** Heaps read at once; each may be some ten kilobytes. */
  private static final int PART = 100;

  /** Figures read for one answer; whoever wants more asks for less time or longer steps. */
  private static final int MOST = 100_000;

  private final LinkTables known;
  private final LinkKey link;
  private final long generation;
  private final Step step;
  private Instant from = Instant.EPOCH;
  private Optional<Instant> to = Optional.empty();

  Series(LinkTables known, LinkKey link, Step step) {
    this.known = known;
    this.link = link;
    this.generation = known.usage(link).generation();
    this.step = step;
  }

  /** Inclusive. */
  Series from(Instant from) {
    this.from = from;
    return this;
  }

  /** Exclusive. */
  Series to(Optional<Instant> to) {
    this.to = to;
    return this;
  }

  /** Shows all heaps, oldest first. */
  void read(BiConsumer<Instant, Heap> to) {
    read(step, from, to);
  }

  private void read(Step step, Instant from, BiConsumer<Instant, Heap> to) {
    int figures = 0;
    for (var at = from; ; ) {
      var rows = known.heaps.scan(upTo(Span.of(link, generation, step).from(at)), PART);
      for (var row : rows) {
        if ((figures += figures(row.value())) > MOST) throw TOO_WIDE.of(MOST + " figures");
        to.accept(row.key().at(), row.value());
      }
      if (rows.size() < PART) return;
      at = step.next(rows.get(PART - 1).key().at());
    }
  }

  private static int figures(Heap heap) {
    return 1 + heap.by().values().stream().mapToInt(Map::size).sum();
  }

  private Span upTo(Span span) {
    return to.map(span::to).orElse(span);
  }

  /** How many people and machines in all. */
  Tally total() {
    var sum = new ArrayList<Tally>();
    read((at, heap) -> sum.add(heap.all()));
    return sum.stream().reduce(Tally.NONE, Tally::plus);
  }

  /** How many different visitors, counted by whole days. */
  long uniques() {
    var days = new ArrayList<Uniques>();
    read(Step.DAY, Step.DAY.begin(from), (at, heap) -> heap.visitors().ifPresent(days::add));
    return Uniques.together(days);
  }
}
