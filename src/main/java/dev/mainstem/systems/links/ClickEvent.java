package dev.mainstem.systems.links;

import dev.mainstem.kernel.Event;
import dev.mainstem.kernel.Moment;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What links hears of visitors, in a journal of its own. */
public sealed interface ClickEvent extends Event<LinkTables> {
  /** Visits of one tenant's links, in the order they were answered. */
  record Clicked(List<Click> clicks) implements ClickEvent {
    @Override
    public void applyTo(LinkTables known, Moment at) {
      for (var click : clicks) known.count(click);
    }
  }

  /**
   * One visit that was answered with a redirect.
   *
   * @param at when, by the clock on the wall
   * @param person false for agents known to be machines, and for prefetches
   * @param referrer host name of the page it came from, or empty text
   */
  record Click(LinkKey link, Instant at, boolean person, String referrer) {
    UsageHour hour() {
      return new UsageHour(link, at.truncatedTo(ChronoUnit.HOURS));
    }
  }
}
