package dev.mainstem.systems.links;

import static dev.mainstem.systems.links.LinkProblem.NO_SUCH_TAG;
import static dev.mainstem.systems.links.LinkProblem.TAG_TAKEN;
import static dev.mainstem.systems.links.LinkProblem.TAG_TOO_COMMON;

import dev.mainstem.kernel.Page;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Tags and the links that have them. */
final class Tags {
  /** More links than this are not rewritten in one decision: everybody else would wait for it. */
  static final int MOST_LINKS = 10_000;

  private Tags() {}

  static void mayRename(LinkTables known, String from, String to) {
    if (!known.tags.has(from)) throw NO_SUCH_TAG.at("/from", from);
    if (!from.equals(to) && known.tags.has(to)) throw TAG_TAKEN.at("/to", to);
    mayTouch(known, Set.of(from));
  }

  static void mayTouch(LinkTables known, Set<String> tags) {
    long links = 0;
    for (var tag : tags) links += known.tags.find(tag).map(Tagged::links).orElse(0L);
    if (links > MOST_LINKS) throw TAG_TOO_COMMON.of(links + " links");
  }

  /** Takes a tag from all links that have it and gives them the other. */
  static void replace(LinkTables known, String tag, Optional<String> other) {
    for (; ; ) {
      var some = known.byTag.page(tag, Page.first(Page.MAX)).items();
      if (some.isEmpty()) return;
      for (var link : some) {
        var tags = new TreeSet<>(link.notes().tags());
        tags.remove(tag);
        other.ifPresent(tags::add);
        known.keep(link.tagged(tags));
      }
    }
  }

  /** Counts what a link had and what it has now. */
  static void count(LinkTables known, Set<String> before, Set<String> after) {
    for (var tag : before) if (!after.contains(tag)) add(known, tag, -1);
    for (var tag : after) if (!before.contains(tag)) add(known, tag, 1);
  }

  private static void add(LinkTables known, String tag, long change) {
    long links = known.tags.find(tag).map(Tagged::links).orElse(0L) + change;
    if (links > 0) known.tags.put(tag, new Tagged(tag, links));
    else known.tags.remove(tag);
  }
}
