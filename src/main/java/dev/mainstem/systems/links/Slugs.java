package dev.mainstem.systems.links;

import static dev.mainstem.systems.links.LinkProblem.SLUG_RESERVED;
import static dev.mainstem.systems.links.LinkProblem.SLUG_TAKEN;

import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Span;
import dev.mainstem.systems.links.LinkCommand.Shorten;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which slug a link gets. Owned by the thread of its tables. */
final class Slugs {
  private static final Set<String> RESERVED =
      Set.of("rest", "robots.txt", "favicon.ico", ".", "..");
  private static final List<String> ENDINGS = List.of("/qr-code", "/track");

  private final LinkTables known;
  private final Map<String, Codes.Permutation> makers = new HashMap<>();

  Slugs(LinkTables known) {
    this.known = known;
  }

  /** The newest live link that is all that is asked here, if such a one will do. */
  Optional<Link> alike(Shorten asked) {
    if (!asked.findIfExists().orElse(false)) return Optional.empty();
    var span = Span.of(Link.hash(asked.target())).backwards();
    return known.byTarget.page(span, Page.first(Page.MAX)).items().stream()
        .filter(link -> alike(link, asked))
        .findFirst();
  }

  /** As Shlink has it: what is not asked for does not matter, so two wishes may find one link. */
  private static boolean alike(Link link, Shorten asked) {
    return link.target().equals(asked.target())
        && link.key().domain().equals(asked.domain().orElse(LinkKey.DEFAULT))
        && asked.slug().map(s -> link.key().slug().equals(whole(asked, s))).orElse(true)
        && asked.title().map(t -> link.notes().title().equals(Optional.of(t))).orElse(true)
        && (asked.tags().isEmpty() || link.notes().tags().equals(asked.tags()))
        && (asked.externalId().isEmpty() || link.notes().externalId().equals(asked.externalId()))
        && alike(link.limits(), asked.limits());
  }

  private static boolean alike(Link.Limits has, Link.Limits asked) {
    return (asked.validSince().isEmpty() || asked.validSince().equals(has.validSince()))
        && (asked.validUntil().isEmpty() || asked.validUntil().equals(has.validUntil()))
        && (asked.maxVisits().isEmpty() || asked.maxVisits().equals(has.maxVisits()));
  }

  private static String whole(Shorten asked, String slug) {
    return asked.pathPrefix().orElse("") + slug;
  }

  /** Refuses a wished slug that is taken, or that is an address of the house's own. */
  void check(Shorten asked) {
    if (asked.slug().isEmpty() && asked.pathPrefix().isEmpty()) return;
    var slug = whole(asked, asked.slug().orElse("x"));
    boolean ours = slug.startsWith("rest/") || RESERVED.contains(slug);
    if (ours || ENDINGS.stream().anyMatch(slug::endsWith)) throw SLUG_RESERVED.at("/slug", slug);
    var key = LinkTables.key(asked.domain(), slug);
    if (asked.slug().isPresent() && known.addresses.taken(key)) throw SLUG_TAKEN.at("/slug", slug);
  }

  /** The wished slug, or the next generated one that nobody has. */
  Codes.Code code(Shorten asked, Moment at, Codes.Taken also) {
    var domain = asked.domain().orElse(LinkKey.DEFAULT);
    if (asked.slug().isPresent()) {
      var key = new LinkKey(domain, whole(asked, asked.slug().get()));
      if (also.keys().contains(key)) throw SLUG_TAKEN.at("/slug", key.slug());
      return new Codes.Code(key, 0);
    }
    var series = Codes.series(domain, asked.shortCodeLength().orElse(Codes.LENGTH));
    var maker = maker(at, series, asked.shortCodeLength().orElse(Codes.LENGTH));
    long last = known.codes.find(series).map(CodeCount::last).orElse(0L);
    for (long counter = Math.max(also.last(series), last) + 1; ; counter++) {
      var key = new LinkKey(domain, whole(asked, maker.code(counter)));
      if (!known.addresses.taken(key) && !also.keys().contains(key)) {
        return new Codes.Code(key, counter);
      }
    }
  }

  private Codes.Permutation maker(Moment at, String series, int length) {
    return makers.computeIfAbsent(
        at.tenant() + " " + series, k -> known.site.codes().of(at.tenant(), series, length));
  }
}
