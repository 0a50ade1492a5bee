package dev.mainstem.systems.links;

import static dev.mainstem.systems.links.LinkProblem.BAD_TARGET;
import static dev.mainstem.systems.links.LinkProblem.LOOP;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where a link may lead: anywhere on the web, but never in circles through our own links. */
final class Targets {
  private static final int LONGEST_CHAIN = 5;
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private final LinkTables known;

  Targets(LinkTables known) {
    this.known = known;
  }

  /**
   * Refuses what is not on the web, and chains that do not end.
   *
   * @param from the link that would lead there, if it exists already
   */
  void check(String target, Optional<LinkKey> from) {
    var next = ownLink(parse(target));
    for (int length = 1; next.isPresent(); length++) {
      var link = known.links.find(next.get()).filter(l -> !l.retired());
      boolean circle = next.equals(from);
      if (circle || length > LONGEST_CHAIN || link.isEmpty()) throw LOOP.at("/target", target);
      next = ownLink(parse(link.get().target()));
    }
  }

  private static URI parse(String target) {
    try {
      var uri = new URI(target);
      boolean web = SCHEMES.contains(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT));
      if (web && uri.getHost() != null && uri.getUserInfo() == null) return uri;
    } catch (URISyntaxException e) {
      throw BAD_TARGET.at("/target", target);
    }
    throw BAD_TARGET.at("/target", target);
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
