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

  /** Figures in one answer; whoever wants more asks for less time or longer steps. */
  private static final int MOST = 100_000;

  /** Hours read for one answer: some eleven years. */
  private static final int MOST_HOURS = 100_000;

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

  /** Shows the heap of every step that has visits, oldest first. */
  void read(BiConsumer<Instant, Heap> to) {
    var steps = new Steps(to);
    hours(steps::add);
    steps.show();
  }

  /** Puts hours together. */
  private final class Steps {
    private final BiConsumer<Instant, Heap> to;
    private Instant begin = Instant.MIN;
    private Heap heap = Heap.NONE;
    private int figures;

    Steps(BiConsumer<Instant, Heap> to) {
      this.to = to;
    }

    void add(Instant hour, Heap more) {
      if (!step.begin(hour).equals(begin)) show();
      begin = step.begin(hour);
      heap = heap == Heap.NONE ? more : heap.plus(more);
    }

    void show() {
      if (heap == Heap.NONE) return;
      if ((figures += figures(heap)) > MOST) throw TOO_WIDE.of(MOST + " figures");
      to.accept(begin, heap);
      heap = Heap.NONE;
    }
  }

  private void hours(BiConsumer<Instant, Heap> to) {
    int hours = 0;
    for (var at = from; ; ) {
      var rows = known.heaps.scan(upTo(Span.of(link, generation).from(at)), PART);
      for (var row : rows) to.accept(row.key().hour(), row.value());
      if (rows.size() < PART) return;
      if ((hours += PART) > MOST_HOURS) throw TOO_WIDE.of(MOST_HOURS + " hours");
      at = Step.HOUR.next(rows.get(PART - 1).key().hour());
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
    hours((hour, heap) -> sum.add(heap.all()));
    return sum.stream().reduce(Tally.NONE, Tally::plus);
  }

  /** How many different visitors. */
  long uniques() {
    var met = new ArrayList<Uniques>();
    hours((hour, heap) -> heap.visitors().ifPresent(met::add));
    return Uniques.together(met);
  }
}
