package dev.mainstem.systems.links;

import static dev.mainstem.systems.links.LinkProblem.TOO_WIDE;

import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Row;
import dev.mainstem.kernel.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Heaps of visits of one link in one stretch of time. */
final class Series {
  /** Heaps read for one answer; whoever wants more asks for less time or longer steps. */
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

  /** Shows all heaps of a dimension, oldest first. */
  void read(String dimension, BiConsumer<Bucket, Tally> to) {
    var at = from;
    Set<Bucket> last = Set.of();
    for (int read = 0; ; ) {
      var rows =
          known.tallies.scan(upTo(Span.of(link, generation, dimension, step).from(at)), Page.MAX);
      if ((read += rows.size()) > MOST) throw TOO_WIDE.of(MOST + " figures");
      var now = new HashSet<Bucket>();
      for (var row : rows) {
        // A part may begin in the middle of a step, whose first values were shown already.
        if (!last.contains(row.key())) to.accept(row.key(), row.value());
        if (!row.key().at().equals(at)) now.clear();
        at = row.key().at();
        now.add(row.key());
      }
      if (rows.size() < Page.MAX) return;
      last = now;
    }
  }

  private Span upTo(Span span) {
    return to.map(span::to).orElse(span);
  }

  /** How many people and machines in all. */
  Tally total() {
    var sum = new ArrayList<Tally>();
    read("", (bucket, tally) -> sum.add(tally));
    return sum.stream().reduce(Tally.NONE, Tally::plus);
  }

  /** How many different visitors, counted by whole days. */
  long uniques() {
    var span = upTo(Span.of(link, generation).from(Step.DAY.begin(from)));
    List<Row<UniqueDay, Uniques>> days = known.uniques.scan(span, Page.MAX);
    return Uniques.together(days.stream().map(Row::value).toList());
  }
}
