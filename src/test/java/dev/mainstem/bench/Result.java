package dev.mainstem.bench;

import java.util.List;
import java.util.Locale;

/** What one contender reached, round by round. */
record Result(String contender, String unit, List<Double> rounds) {
  double median() {
    var sorted = rounds.stream().sorted().toList();
    int middle = sorted.size() / 2;
    if (sorted.size() % 2 == 1) return sorted.get(middle);
    return (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** From the slowest to the fastest round, as a share of the median. */
  double spread() {
    double fastest = rounds.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    double slowest = rounds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    return (fastest - slowest) / median();
  }

  /** One line of the table, compared with the first contender. */
  String line(Result first) {
    return String.format(
        Locale.ROOT,
        "%-40s %,16.0f %-12s ±%4.0f %%  %6.2fx",
        contender,
        median(),
        unit,
        spread() * 50,
        median() / first.median());
  }
}
