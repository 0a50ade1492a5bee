package dev.mainstem.systems.links;

import static dev.mainstem.systems.links.LinkProblem.BAD_TARGET;
import static dev.mainstem.systems.links.LinkProblem.LOOP;
import static java.util.stream.Collectors.toSet;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where a link may lead: anywhere on the web, but never in circles through our own links. */
final class Targets {
  private static final int LONGEST_CHAIN = 5;

  /** Rules branch; a target that reaches more links than this is refused like a circle. */
  private static final int MOST_LINKS = 200;

  private static final Set<String> SCHEMES = Set.of("http", "https");

  private final LinkTables known;

  Targets(LinkTables known) {
    this.known = known;
  }

  /**
   * Refuses what is not on the web, and chains that do not end, whichever rules are followed.
   *
   * @param from the link that would lead there, if it exists already
   * @param pointer the field to blame
   */
  void check(String target, Optional<LinkKey> from, String pointer) {
    var first = ownLink(parse(target).orElseThrow(() -> BAD_TARGET.at(pointer, target)));
    Set<LinkKey> reached = first.map(Set::of).orElse(Set.of());
    var seen = new HashSet<LinkKey>();
    for (int length = 1; !reached.isEmpty(); length++) {
      if (length > LONGEST_CHAIN || from.filter(reached::contains).isPresent()) {
        throw LOOP.at(pointer, target);
      }
      seen.addAll(reached);
      if (seen.size() > MOST_LINKS) throw LOOP.at(pointer, target);
      reached = reached.stream().flatMap(key -> next(key, target, pointer)).collect(toSet());
    }
  }

  private Stream<LinkKey> next(LinkKey key, String target, String pointer) {
    var link = known.links.find(key).filter(l -> !l.retired());
    if (link.isEmpty()) throw LOOP.at(pointer, target);
    var ruled = link.get().rules().stream().map(Rule::target);
    return Stream.concat(Stream.of(link.get().target()), ruled)
        .flatMap(each -> parse(each).flatMap(this::ownLink).stream());
  }

  /** The address, if it is on the web and holds no credentials. */
  private static Optional<URI> parse(String target) {
    try {
      var uri = new URI(target);
      boolean web = SCHEMES.contains(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT));
      boolean whole = web && uri.getHost() != null && uri.getUserInfo() == null;
      return whole ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** The link of ours this address names, if it is on one of our domains. */
  private Optional<LinkKey> ownLink(URI target) {
    var authority = target.getAuthority().toLowerCase(Locale.ROOT);
    var host = target.getHost().toLowerCase(Locale.ROOT);
    var path = target.getPath() == null ? "" : target.getPath();
    var slug = path.startsWith("/") ? path.substring(1) : path;
    if (known.site.isDefault(authority)) return Optional.of(new LinkKey(LinkKey.DEFAULT, slug));
    return known.hosts.taken(host) ? Optional.of(new LinkKey(host, slug)) : Optional.empty();
  }
}
