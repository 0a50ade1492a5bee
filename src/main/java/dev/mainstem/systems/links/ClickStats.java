package dev.mainstem.systems.links;

import static dev.mainstem.systems.links.LinkProblem.BAD_TIME;

import dev.mainstem.kernel.Ask;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Problem;
import dev.mainstem.kernel.Span;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Clicks of one link over time. Steps without clicks are left out.
 *
 * @param people visits in all, ever
 * @param bots machines in all, ever
 */
record ClickStats(long people, long bots, List<Step> steps) {
  private static final Problem BAD_STEP = Problem.invalid("bad-step", "A step is hour or day");

  /** One step: when it begins, and what fell into it. */
  record Step(Instant from, long people, long bots) {}

  static ClickStats of(LinkTables known, LinkKey key, Ask ask) {
    known.links.require(key);
    var unit = unit(ask.query("step").orElse("hour"));
    var from = time(ask.query("from")).orElse(Instant.EPOCH).truncatedTo(unit);
    var span = Span.of(key).from(from);
    var to = time(ask.query("to"));
    if (to.isPresent()) span = span.to(to.get());
    var total = known.usage.find(key).orElse(Usage.NONE);
    return new ClickStats(total.people(), total.bots(), steps(known, span, unit));
  }

  private static List<Step> steps(LinkTables known, Span span, ChronoUnit unit) {
    var steps = new ArrayList<Step>();
    for (var row : known.hours.scan(span, Page.MAX)) {
      var at = row.key().hour().truncatedTo(unit);
      var one = row.value();
      int last = steps.size() - 1;
      if (last >= 0 && steps.get(last).from().equals(at)) {
        var sum = steps.get(last);
        steps.set(last, new Step(at, sum.people() + one.people(), sum.bots() + one.bots()));
      } else {
        steps.add(new Step(at, one.people(), one.bots()));
      }
    }
    return steps;
  }

  private static ChronoUnit unit(String step) {
    if (step.equals("hour")) return ChronoUnit.HOURS;
    if (step.equals("day")) return ChronoUnit.DAYS;
    throw BAD_STEP.at("/step", step);
  }

  private static Optional<Instant> time(Optional<String> text) {
    try {
      return text.map(Instant::parse);
    } catch (DateTimeParseException e) {
      throw BAD_TIME.of(text.orElse(""));
    }
  }
}
