package dev.mainstem.systems.links;

import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.store.Store;
import dev.mainstem.wire.http.Hindsight;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds what somebody asks for: a link that leads somewhere now, or where the domain leads the
 * rest. Safe for all threads; a find in memory only is fit for an event loop.
 */
final class Crossroads {
  private static final int MOST_CRAWLED = 5_000;

  private final Links links;
  private final Store store;
  private final InstantSource clock;

  Crossroads(Links links, Store store, InstantSource clock) {
    this.links = links;
    this.store = store;
    this.clock = clock;
  }

  /**
   * What was found.
   *
   * @param tenant whose visit it is: the link's, or the domain's
   * @param link null if none leads anywhere now
   * @param fallbacks of the domain, asked for only where no link leads
   */
  record Found(Tenant tenant, LinkKey key, Link link, Fallbacks fallbacks) {
    /** What the visit met if not a link. */
    Orphan orphan() {
      if (key.slug().isEmpty()) return Orphan.BASE_URL;
      boolean could = key.slug().matches(LinkCommand.SLUG);
      return could ? Orphan.INVALID_SHORT_URL : Orphan.REGULAR_404;
    }
  }

  /** Who holds what, before anyone's rows are read. */
  private record Holders(LinkKey key, Tenant domain, Tenant link) {}

  Found find(String host, String slug, boolean memoryOnly) {
    var held = read(Tenant.HOUSE, memoryOnly, known -> holders(known, host, slug));
    if (held.link() != null) {
      var link = read(held.link(), memoryOnly, known -> leading(known, held.key()));
      if (link != null) return new Found(held.link(), held.key(), link, Fallbacks.NONE);
    }
    return closed(held, memoryOnly);
  }

  /** As if no link of this address led anywhere. */
  Found closed(String host, String slug) {
    return closed(read(Tenant.HOUSE, false, known -> holders(known, host, slug)), false);
  }

  private Found closed(Holders held, boolean memoryOnly) {
    var domain = held.key().domain();
    var fallbacks = read(held.domain(), memoryOnly, known -> known.fallbacks(domain));
    return new Found(held.domain(), held.key(), null, fallbacks);
  }

  /** The link of this address whether it leads anywhere or not; null if there is none. */
  Link any(String host, String slug) {
    var held = read(Tenant.HOUSE, false, known -> holders(known, host, slug));
    if (held.link() == null) return null;
    var link = read(held.link(), false, known -> known.links.find(held.key()).orElse(null));
    return link == null || link.retired() ? null : link;
  }

  /** The link as this tenant had it then; null if it led nowhere. */
  Link then(String host, String slug, Hindsight.Seen seen) {
    var held = read(Tenant.HOUSE, false, known -> holders(known, host, slug));
    var reader = new Store.Reader(seen.tenant(), Optional.of(seen.then()), false);
    var link = store.read(links, reader, known -> known.links.find(held.key()).orElse(null));
    return link == null || link.retired() || !link.limits().openAt(seen.at()) ? null : link;
  }

  /** What crawlers may follow; of more links than fit only the first. */
  byte[] robots(String host) {
    var held = read(Tenant.HOUSE, false, known -> holders(known, host, ""));
    var text = new StringBuilder("User-agent: *\n");
    for (var slug : read(held.domain(), false, known -> crawlable(known, held.key().domain()))) {
      text.append("Allow: /").append(slug).append('\n');
    }
    return text.append("Disallow: /\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> crawlable(LinkTables known, String domain) {
    var slugs = new ArrayList<String>();
    var next = Optional.<String>empty();
    do {
      var page = known.crawlable.page(Span.of(domain), new Page(next, Page.MAX));
      page.items().forEach(link -> slugs.add(link.key().slug()));
      next = page.next();
    } while (next.isPresent() && slugs.size() < MOST_CRAWLED);
    return slugs;
  }

  private static Holders holders(LinkTables known, String host, String slug) {
    var owner = known.hosts.holder(host);
    var key = new LinkKey(owner.isPresent() ? host : LinkKey.DEFAULT, slug);
    var link = slug.isEmpty() ? null : known.addresses.holder(key).orElse(null);
    return new Holders(key, owner.orElse(Tenant.LOCAL), link);
  }

  private Link leading(LinkTables known, LinkKey key) {
    return known.leads(key, clock.instant()) ? known.links.get(key) : null;
  }

  private <T> T read(Tenant tenant, boolean memoryOnly, Function<LinkTables, T> read) {
    var reader = Store.Reader.of(tenant);
    return store.read(links, memoryOnly ? reader.inMemory() : reader, read);
  }
}
