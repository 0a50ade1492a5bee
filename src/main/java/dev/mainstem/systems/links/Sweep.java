package dev.mainstem.systems.links;

import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Row;
import dev.mainstem.kernel.Span;
import dev.mainstem.systems.links.ClickEvent.Swept;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what is to be cleared away: visits that are too old, and all that is left of forgotten
 * ones. A bounded part each time, more than one batch of clicks adds.
 */
final class Sweep {
  private static final int MOST = Page.MAX;

  private final LinkTables known;
  private final Set<VisitKey> visits = new LinkedHashSet<>();
  private final List<HeapKey> heaps = new ArrayList<>();
  private final List<Forgotten> cleared = new ArrayList<>();

  private Sweep(LinkTables known) {
    this.known = known;
  }

  /** What to clear now in these domains; empty if there is nothing. */
  static Optional<Swept> of(LinkTables known, Set<String> domains, Instant now) {
    var sweep = new Sweep(known);
    var oldest = now.minus(known.site.keepVisits());
    for (var domain : domains) {
      sweep.old(Span.of(domain, false).to(oldest));
      sweep.old(Span.of(domain, true).to(oldest));
    }
    for (var each : known.forgotten.scan(Span.of(), 1)) sweep.clear(each.key());
    return sweep.found();
  }

  private void old(Span span) {
    var some = known.byArrival.page(span, Page.first(MOST)).items();
    for (var visit : some) visits.add(visit.key());
  }

  private void clear(Forgotten what) {
    var span = Span.of(what.link(), what.generation());
    int before = visits.size() + heaps.size();
    known.visits.scan(span, MOST).stream().map(Row::key).forEach(visits::add);
    known.heaps.scan(span, MOST).stream().map(Row::key).forEach(heaps::add);
    if (visits.size() + heaps.size() == before) cleared.add(what);
  }

  private Optional<Swept> found() {
    boolean nothing = visits.isEmpty() && heaps.isEmpty() && cleared.isEmpty();
    return nothing ? Optional.empty() : Optional.of(new Swept(List.copyOf(visits), heaps, cleared));
  }
}
