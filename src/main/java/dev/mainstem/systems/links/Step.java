package dev.mainstem.systems.links;

import static dev.mainstem.systems.links.LinkProblem.BAD_STEP;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How long the times are that visits are counted in. In UTC. */
enum Step {
  HOUR(ChronoUnit.HOURS),
  DAY(ChronoUnit.DAYS);

  private final ChronoUnit unit;

  Step(ChronoUnit unit) {
    this.unit = unit;
  }

  static Step of(String text) {
    if (text.equals("hour")) return HOUR;
    if (text.equals("day")) return DAY;
    throw BAD_STEP.at("/step", text);
  }

  /** When the step began in which this time is. */
  Instant begin(Instant time) {
    return time.truncatedTo(unit);
  }

  Instant next(Instant begin) {
    return begin.plus(1, unit);
  }
}
