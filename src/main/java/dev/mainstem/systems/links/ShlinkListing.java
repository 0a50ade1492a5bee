package dev.mainstem.systems.links;

import static java.util.stream.Collectors.toSet;

import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Span;
import dev.mainstem.wire.http.ForeignCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Short URLs as Shlink lists them. Newest first is walked along an index; any other order, and any
 * filter, looks at the links of a tag, at those with a word, or at all, within the bound of {@link
 * Walk}.
 */
final class ShlinkListing {
  private static final int USUAL = 10;
  private static final ShlinkQuery.Order NEWEST = new ShlinkQuery.Order("dateCreated", true);

  private final ShlinkQuery query;
  private final Instant now;
  private final Gathering.Stretch made;
  private final String search;
  private final Set<String> tags;
  private final boolean allTags;
  private final Set<String> notTags;
  private final boolean notAllTags;
  private final ShlinkQuery.Order order;

  private ShlinkListing(ShlinkQuery query, ForeignCall call, Instant now) {
    this.query = query;
    this.now = now;
    this.made = query.dates();
    this.search = call.query("searchTerm").orElse("").strip();
    this.tags = query.all("tags").stream().map(ShlinkLinks::tag).collect(toSet());
    this.allTags = query.everyOne("tagsMode");
    this.notTags = query.all("excludeTags").stream().map(ShlinkLinks::tag).collect(toSet());
    this.notAllTags = query.everyOne("excludeTagsMode");
    this.order = query.order("dateCreated-DESC");
  }

  static ShlinkListing of(ShlinkQuery query, ForeignCall call, Instant now) {
    return new ShlinkListing(query, call, now);
  }

  Map<String, Object> read(LinkTables known) {
    return plain() ? newest(known) : sorted(known);
  }

  private boolean plain() {
    return order.equals(NEWEST)
        && search.isEmpty()
        && tags.isEmpty()
        && notTags.isEmpty()
        && made.whole()
        && query.domain().isEmpty()
        && !query.flag("excludeMaxVisitsReached")
        && !query.flag("excludePastValidUntil");
  }

  private Map<String, Object> newest(LinkTables known) {
    int size = query.size(USUAL);
    long passed = (query.page() - 1L) * size;
    if (passed > Walk.MOST) throw LinkProblem.TOO_WIDE.of("page " + query.page());
    var here = new ArrayList<Object>();
    var next = Optional.<String>empty();
    do {
      var page = known.byCreation.page(Span.of().backwards(), new Page(next, Page.MAX));
      for (var link : page.items()) {
        if (link.retired() || passed-- > 0 || here.size() == size) continue;
        here.add(ShlinkShape.link(known, link));
      }
      next = page.next();
    } while (next.isPresent() && here.size() < size);
    long total =
        known.counts.scan(Span.of(), Page.MAX).stream().mapToLong(row -> row.value().live()).sum();
    return Map.of(
        "data", here, "pagination", ShlinkQuery.pagination(query.page(), size, here.size(), total));
  }

  private Map<String, Object> sorted(LinkTables known) {
    var found = candidates(known);
    found.sort(order(known));
    var page = ShlinkQuery.page(found, query.page(), query.size(USUAL));
    var here =
        ((List<?>) page.get("data")).stream().map(l -> ShlinkShape.link(known, (Link) l)).toList();
    return Map.of("data", here, "pagination", page.get("pagination"));
  }

  private List<Link> candidates(LinkTables known) {
    var wanted = wanted(known);
    if (!search.isEmpty()) {
      return new ArrayList<>(
          Walk.all(page -> new LinkSearch(known).find(search, Optional.empty(), page), wanted)
              .stream()
              .distinct()
              .toList());
    }
    if (tags.size() == 1 || allTags && !tags.isEmpty()) {
      return Walk.all(page -> known.byTag.page(tags.iterator().next(), page), wanted);
    }
    var span = Span.of();
    if (made.from().isPresent()) span = span.from(made.from().get());
    if (made.to().isPresent()) span = span.to(made.to().get());
    var stretch = span;
    return Walk.all(page -> known.byCreation.page(stretch, page), wanted);
  }

  private Predicate<Link> wanted(LinkTables known) {
    Predicate<Link> wanted = link -> !link.retired();
    if (!tags.isEmpty()) wanted = wanted.and(link -> has(link, tags, allTags));
    if (!notTags.isEmpty()) wanted = wanted.and(link -> !has(link, notTags, notAllTags));
    var domain = query.domain();
    if (domain.isPresent()) wanted = wanted.and(l -> l.key().domain().equals(domain.get()));
    if (made.from().isPresent()) {
      wanted = wanted.and(link -> !link.createdAt().isBefore(made.from().get()));
    }
    if (made.to().isPresent()) {
      wanted = wanted.and(link -> link.createdAt().isBefore(made.to().get()));
    }
    if (query.flag("excludePastValidUntil")) {
      wanted = wanted.and(l -> l.limits().validUntil().map(now::isBefore).orElse(true));
    }
    if (query.flag("excludeMaxVisitsReached")) {
      wanted =
          wanted.and(
              l -> l.limits().maxVisits().map(m -> known.usage(l.key()).people() < m).orElse(true));
    }
    return wanted;
  }

  private static boolean has(Link link, Set<String> tags, boolean all) {
    var own = link.notes().tags();
    return all ? own.containsAll(tags) : tags.stream().anyMatch(own::contains);
  }

  private Comparator<Link> order(LinkTables known) {
    Comparator<Link> by =
        switch (order.by()) {
          case "dateCreated" -> Comparator.comparing(Link::createdAt);
          case "shortCode" -> Comparator.comparing(link -> link.key().slug());
          case "longUrl" -> Comparator.comparing(Link::target);
          case "title" -> Comparator.comparing(link -> link.notes().title().orElse(""));
          case "visits" -> Comparator.comparingLong(link -> known.usage(link.key()).total());
          case "nonBotVisits" -> Comparator.comparingLong(l -> known.usage(l.key()).people());
          default -> throw order.unknown();
        };
    return order.way(by);
  }
}
