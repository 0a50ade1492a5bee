package dev.mainstem.systems.links;

import static dev.mainstem.systems.links.LinkProblem.BAD_DIMENSION;
import static dev.mainstem.systems.links.LinkProblem.BAD_TIME;

import dev.mainstem.kernel.Ask;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Clicks of one link over time. Steps without clicks are left out. Read from heaps counted as
 * visits came, so it costs by steps asked for and never by visits.
 *
 * @param people visits in all, ever
 * @param bots machines in all, ever
 * @param uniques different visitors in the time asked for, to about 2.5 percent; whoever comes on
 *     two days counts twice, for nobody is known from one day to the next
 * @param steps of the time asked for
 * @param by the same by value, for each dimension asked for, most people first
 */
record ClickStats(
    long people, long bots, long uniques, List<Point> steps, Map<String, List<Part>> by) {
  /** One step: when it begins, and what fell into it. */
  record Point(Instant from, long people, long bots) {}

  /** What had one value, in all the time asked for and in each step. */
  record Part(String value, long people, long bots, List<Point> steps) {}

  static ClickStats of(LinkTables known, LinkKey key, Ask ask) {
    known.links.require(key);
    var step = Step.of(ask.query("step").orElse("hour"));
    var from = step.begin(time(ask.query("from")).orElse(Instant.EPOCH));
    var series = new Series(known, key, step).from(from).to(time(ask.query("to")));
    var by = new LinkedHashMap<String, List<Part>>();
    for (var name : ask.query("by").filter(names -> !names.isEmpty()).orElse("").split(",")) {
      if (name.isEmpty()) continue;
      if (!Counting.DIMENSIONS.contains(name)) throw BAD_DIMENSION.at("/by", name);
      by.put(name, parts(series, name));
    }
    var steps = new ArrayList<Point>();
    series.read("", (bucket, tally) -> steps.add(point(bucket, tally)));
    var total = known.usage(key);
    return new ClickStats(total.people(), total.bots(), series.uniques(), steps, by);
  }

  private static Point point(Bucket bucket, Tally tally) {
    return new Point(bucket.at(), tally.people(), tally.bots());
  }

  private static List<Part> parts(Series series, String dimension) {
    var points = new TreeMap<String, List<Point>>();
    series.read(
        dimension,
        (bucket, tally) -> {
          if (bucket.value().isEmpty()) return;
          points.computeIfAbsent(bucket.value(), v -> new ArrayList<>()).add(point(bucket, tally));
        });
    return points.entrySet().stream()
        .map(each -> part(each.getKey(), each.getValue()))
        .sorted(Comparator.comparingLong(Part::people).reversed())
        .toList();
  }

  private static Part part(String value, List<Point> points) {
    long people = points.stream().mapToLong(Point::people).sum();
    long bots = points.stream().mapToLong(Point::bots).sum();
    return new Part(value, people, bots, points);
  }

  private static Optional<Instant> time(Optional<String> text) {
    try {
      return text.map(Instant::parse).map(LinkTables::mayStore);
    } catch (DateTimeParseException e) {
      throw BAD_TIME.of(text.orElse(""));
    }
  }
}
