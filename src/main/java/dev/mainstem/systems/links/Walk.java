package dev.mainstem.systems.links;

import static dev.mainstem.systems.links.LinkProblem.TOO_WIDE;

import dev.mainstem.kernel.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Walks a list to its end, page by page, and refuses where it has none within bounds. */
final class Walk {
  /** Looked at for one answer; whoever has more asks for a part. */
  static final int MOST = 20_000;

  private Walk() {}

  /** All there is. */
  static <V> List<V> all(Function<Page, Page.Of<V>> read) {
    return all(read, each -> true);
  }

  /** All of it that is wanted; the list is the caller's to change. */
  static <V> List<V> all(Function<Page, Page.Of<V>> read, Predicate<V> wanted) {
    var all = new ArrayList<V>();
    var next = Optional.<String>empty();
    for (int looked = 0; looked <= MOST; looked += Page.MAX) {
      var page = read.apply(new Page(next, Page.MAX));
      page.items().stream().filter(wanted).forEach(all::add);
      next = page.next();
      if (next.isEmpty()) return all;
    }
    throw TOO_WIDE.of("more than " + MOST);
  }
}
