package dev.mainstem.systems.links;

import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Kept visits of several links or domains together, newest first. Reads as much as is asked for and
 * a little more of each source, never all there is.
 */
final class Visits {
  private static final int PART = 64;

  private final Instant from;
  private final Instant to;
  private final PriorityQueue<Source> sources =
      new PriorityQueue<>(Comparator.comparing((Source s) -> s.first().key().at()).reversed());

  /**
   * Nothing yet; add what is wanted.
   *
   * @param from the oldest wanted, inclusive
   * @param to the newest wanted, exclusive
   */
  Visits(Instant from, Instant to) {
    this.from = from;
    this.to = to;
  }

  /** The domains of a tenant, the default one among them if it is the first tenant's. */
  static List<String> domains(LinkTables known, Tenant tenant) {
    var all = new ArrayList<String>();
    if (tenant.equals(Tenant.LOCAL) || known.usage.has(LinkKey.all(LinkKey.DEFAULT))) {
      all.add(LinkKey.DEFAULT);
    }
    Walk.<Domain>all(page -> known.domains.page(Span.of(), page))
        .forEach(domain -> all.add(domain.host()));
    return all;
  }

  /** What visits that met no link are counted as, domain by domain. */
  static Stream<LinkKey> orphans(LinkTables known, Tenant tenant) {
    return domains(known, tenant).stream()
        .flatMap(d -> Arrays.stream(Orphan.values()).map(what -> LinkKey.of(d, what)));
  }

  /** Adds the visits of a link. */
  Visits of(LinkTables known, LinkKey link) {
    var span = Span.of(link, known.usage(link).generation()).from(from).to(to).backwards();
    add(page -> known.visits.page(span, page));
    return this;
  }

  /** Adds the visits of all links of a domain. */
  Visits ofDomain(LinkTables known, String domain) {
    var span = Span.of(domain, false).from(from).to(to).backwards();
    add(page -> seen(known, known.byArrival.page(span, page)));
    return this;
  }

  /** What was forgotten is not seen, although it may not be cleared away yet. */
  private static Page.Of<PastVisit> seen(LinkTables known, Page.Of<PastVisit> page) {
    var live =
        page.items().stream()
            .filter(v -> v.key().generation() == known.usage(v.key().link()).generation());
    return new Page.Of<>(live.toList(), page.next());
  }

  private void add(Function<Page, Page.Of<PastVisit>> read) {
    var source = new Source(read);
    if (source.more()) sources.add(source);
  }

  /** Some of them, after passing over others. */
  List<PastVisit> take(Predicate<PastVisit> wanted, long passed, int most) {
    var taken = new ArrayList<PastVisit>();
    long over = passed;
    while (!sources.isEmpty() && taken.size() < most) {
      var source = sources.poll();
      var visit = source.next();
      if (source.more()) sources.add(source);
      if (!wanted.test(visit)) continue;
      if (over > 0) over--;
      else taken.add(visit);
    }
    return taken;
  }

  /** Visits of one span, part by part. */
  private static final class Source {
    private final Function<Page, Page.Of<PastVisit>> read;
    private List<PastVisit> part = List.of();
    private int at;
    private Optional<String> after = Optional.empty();
    private boolean last;

    Source(Function<Page, Page.Of<PastVisit>> read) {
      this.read = read;
    }

    boolean more() {
      while (at == part.size() && !last) {
        var page = read.apply(new Page(after, PART));
        part = page.items();
        at = 0;
        after = page.next();
        last = after.isEmpty();
      }
      return at < part.size();
    }

    PastVisit first() {
      return part.get(at);
    }

    PastVisit next() {
      return part.get(at++);
    }
  }
}
