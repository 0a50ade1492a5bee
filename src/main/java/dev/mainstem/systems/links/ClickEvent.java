package dev.mainstem.systems.links;

import dev.mainstem.kernel.Event;
import dev.mainstem.kernel.Moment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What links hears of visitors, in a journal of its own. */
public sealed interface ClickEvent extends Event<LinkTables> {
  /** Visits of one tenant's links, in the order they were answered. */
  record Clicked(List<Click> clicks) implements ClickEvent {
    @Override
    public void applyTo(LinkTables known, Moment at) {
      var counting = new Counting(known);
      for (int i = 0; i < clicks.size(); i++) counting.add(clicks.get(i), at.id(i));
      counting.done();
    }
  }

  /**
   * One visit that was answered.
   *
   * @param link see {@link LinkKey} for visits that met no link
   * @param at when, by the clock on the wall
   * @param person false for agents known to be machines, and for prefetches
   * @param referrer host name of the page it came from, or empty text
   * @param visitor empty only in events from before visitors were kept
   */
  record Click(
      LinkKey link, Instant at, boolean person, String referrer, Optional<Visitor> visitor) {}

  /** Nobody sees these visits any more; what is kept of them is cleared bit by bit. */
  record VisitsForgotten(LinkKey link) implements ClickEvent {
    @Override
    public void applyTo(LinkTables known, Moment at) {
      Counting.forget(known, link);
    }
  }

  /** Visits that are too old or forgotten are gone, and what was counted of forgotten ones. */
  record Swept(List<VisitKey> visits, List<HeapKey> heaps, List<Forgotten> cleared)
      implements ClickEvent {
    @Override
    public void applyTo(LinkTables known, Moment at) {
      visits.forEach(known.visits::remove);
      heaps.forEach(known.heaps::remove);
      cleared.forEach(known.forgotten::remove);
    }
  }
}
