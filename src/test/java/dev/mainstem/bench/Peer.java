package dev.mainstem.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One contestant of a benchmark: named measurements, each with one figure per round. Others, run in
 * processes of their own, are added as peers of their own.
 *
 * @param name who was measured
 * @param figures by measurement, in order, the figure of each round
 */
public record Peer(String name, Map<String, List<Double>> figures) {
  public Peer(String name) {
    this(name, new LinkedHashMap<>());
  }

  /** Adds the figure of one more round. */
  public void add(String measurement, double figure) {
    figures.computeIfAbsent(measurement, m -> new ArrayList<>()).add(figure);
  }

  /** The middle figure of a measurement. */
  public double median(String measurement) {
    var sorted = figures.get(measurement).stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  /** One line for each measurement: median and spread. */
  public String table() {
    var table = new StringBuilder();
    for (var entry : figures.entrySet()) {
      var sorted = entry.getValue().stream().sorted().toList();
      table.append(
          String.format(
              Locale.ROOT,
              "%-12s %-32s %,14.1f   (%,.1f to %,.1f)%n",
              name,
              entry.getKey(),
              median(entry.getKey()),
              sorted.get(0),
              sorted.get(sorted.size() - 1)));
    }
    return table.toString();
  }

  /** The same as JSON: measurement to list of figures. */
  public String json() {
    var fields = new ArrayList<String>();
    figures.forEach((measurement, all) -> fields.add("    \"" + measurement + "\": " + all));
    return "  \"" + name + "\": {\n" + String.join(",\n", fields) + "\n  }";
  }
}
