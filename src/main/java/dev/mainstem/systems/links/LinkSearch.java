package dev.mainstem.systems.links;

import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds links by words: the longest word is looked up by its beginning, the others are checked on
 * what that finds. A link that has several words with the same beginning is shown once a page.
 */
final class LinkSearch {
  /** Entries looked at for one page, so that a rare combination does not walk the whole index. */
  private static final int MOST_LOOKED_AT = 10_000;

  private final LinkTables known;

  LinkSearch(LinkTables known) {
    this.known = known;
  }

  Page.Of<Link> find(String text, Optional<String> tag, Page page) {
    var words = new TreeSet<String>();
    Words.into(words, text);
    var longest = words.stream().reduce((a, b) -> b.length() > a.length() ? b : a);
    if (longest.isEmpty()) return new Page.Of<>(List.of(), Optional.empty());
    var span = Span.of().from(longest.get()).to(longest.get() + Character.MAX_VALUE);
    var found = new ArrayList<Link>();
    var next = page.after();
    for (int looked = 0; looked < MOST_LOOKED_AT; looked += page.limit()) {
      var part = known.byWord.page(span, new Page(next, page.limit()));
      for (var link : part.items()) {
        if (matches(link, words, tag) && !found.contains(link)) found.add(link);
      }
      next = part.next();
      if (next.isEmpty() || found.size() >= page.limit()) break;
    }
    return new Page.Of<>(found, next);
  }

  private static boolean matches(Link link, Iterable<String> words, Optional<String> tag) {
    if (tag.isPresent() && !link.notes().tags().contains(tag.get())) return false;
    var has = link.words();
    for (var word : words) {
      if (has.stream().noneMatch(own -> own.startsWith(word))) return false;
    }
    return !link.retired();
  }
}
