package dev.mainstem.systems.links;

import dev.mainstem.kernel.Span;
import dev.mainstem.systems.links.ClickStats.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The latest clicks of one link, for a small drawing beside it in a list: asked for a page of links
 * at once, so the rows read for an answer are bounded by the page and never by visits.
 *
 * @param steps the newest hours that have visits, at most {@value #HOURS}, oldest first
 */
record ClickSeries(String slug, String domain, List<Point> steps) {
  private static final int HOURS = 72;

  static ClickSeries of(LinkTables known, LinkView link, Optional<String> from) {
    var key = new LinkKey(link.domain(), link.slug());
    var all = Span.of(key, known.usage(key).generation());
    var span = ClickStats.time(from).map(all::from).orElse(all);
    var steps = new ArrayList<Point>();
    for (var row : known.heaps.scan(span.backwards(), HOURS)) {
      var tally = row.value().all();
      steps.add(new Point(row.key().hour(), tally.people(), tally.bots()));
    }
    Collections.reverse(steps);
    return new ClickSeries(link.slug(), link.domain(), steps);
  }
}
