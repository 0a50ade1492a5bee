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
    var by = new LinkedHashMap<String, Map<String, List<Point>>>();
    for (var name : dimensions(ask)) by.put(name, new TreeMap<>());
    var steps = new ArrayList<Point>();
    series.read(
        (at, heap) -> {
          steps.add(point(at, heap.all()));
          by.forEach((name, points) -> add(points, at, heap.by().getOrDefault(name, Map.of())));
        });
    var parts = new LinkedHashMap<String, List<Part>>();
    by.forEach((name, points) -> parts.put(name, parts(points)));
    var total = known.usage(key);
    return new ClickStats(total.people(), total.bots(), series.uniques(), steps, parts);
  }

  private static List<String> dimensions(Ask ask) {
    var names = new ArrayList<String>();
    for (var name : ask.query("by").orElse("").split(",")) {
      if (name.isEmpty()) continue;
      if (!Counting.DIMENSIONS.contains(name)) throw BAD_DIMENSION.at("/by", name);
      names.add(name);
    }
    return names;
  }

  private static Point point(Instant at, Tally tally) {
    return new Point(at, tally.people(), tally.bots());
  }

  private static void add(Map<String, List<Point>> points, Instant at, Map<String, Tally> values) {
    values.forEach(
        (value, tally) ->
            points.computeIfAbsent(value, v -> new ArrayList<>()).add(point(at, tally)));
  }

  private static List<Part> parts(Map<String, List<Point>> points) {
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

  static Optional<Instant> time(Optional<String> text) {
    try {
      return text.map(Instant::parse).map(LinkTables::mayStore);
    } catch (DateTimeParseException e) {
      throw BAD_TIME.of(text.orElse(""));
    }
  }
}
