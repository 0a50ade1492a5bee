package dev.mainstem.systems.links;

import static dev.mainstem.systems.links.LinkProblem.BAD_VALIDITY;
import static dev.mainstem.systems.links.LinkProblem.EXTERNAL_ID_TAKEN;
import static dev.mainstem.systems.links.LinkProblem.NO_SUCH_DOMAIN;
import static dev.mainstem.systems.links.LinkProblem.NO_SUCH_LINK;
import static dev.mainstem.systems.links.LinkProblem.RETIRED;
import static dev.mainstem.systems.links.LinkProblem.SLUG_RESERVED;
import static dev.mainstem.systems.links.LinkProblem.SLUG_TAKEN;

import dev.mainstem.kernel.Claim;
import dev.mainstem.kernel.Index;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Row;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Table;
import dev.mainstem.kernel.Tables;
import dev.mainstem.systems.links.ClickEvent.Click;
import dev.mainstem.systems.links.LinkCommand.Shorten;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What links knows, and the questions that more than one rule asks of it. */
final class LinkTables extends Tables {
  static final String CLICKS = "links-clicks";
  private static final Set<String> RESERVED = Set.of("rest", "robots.txt", "favicon.ico");

  final Site site;
  final Table<LinkKey, Link> links = table("link", LinkKey.class, Link.class).absent(NO_SUCH_LINK);
  final Index<String, LinkKey, Link> byTag =
      links.indexAll("tag", String.class, link -> link.notes().tags());
  final Index<String, LinkKey, Link> byWord = links.indexAll("word", String.class, Link::words);
  final Index<Instant, LinkKey, Link> byCreation =
      links.index("creation", Instant.class, Link::createdAt);
  final Index<String, LinkKey, Link> byExternalId =
      links.index("externalId", String.class, link -> link.notes().externalId().orElse(null));
  final Claim<LinkKey> addresses = claim("address", LinkKey.class);
  final Table<String, CodeCount> codes = table("code", String.class, CodeCount.class);
  final Table<String, Domain> domains =
      table("domain", String.class, Domain.class).absent(NO_SUCH_DOMAIN);
  final Claim<String> hosts = claim("host", String.class);
  final Table<LinkKey, Usage> usage = table("usage", LinkKey.class, Usage.class).in(CLICKS);
  final Table<UsageHour, Usage> hours = table("hour", UsageHour.class, Usage.class).in(CLICKS);

  private final Map<String, Codes.Permutation> makers = new HashMap<>();

  LinkTables(Site site) {
    this.site = site;
  }

  static LinkKey key(Optional<String> domain, String slug) {
    return new LinkKey(domain.orElse(LinkKey.DEFAULT), slug);
  }

  Link live(LinkKey key) {
    var link = links.require(key);
    if (link.retired()) throw RETIRED.of(key.slug());
    return link;
  }

  void mayShorten(Shorten asked) {
    asked.domain().filter(d -> !d.equals(LinkKey.DEFAULT)).ifPresent(domains::require);
    new Targets(this).check(asked.target(), Optional.empty());
    validity(asked.limits());
    asked.slug().ifPresent(slug -> maySlug(key(asked.domain(), slug)));
    asked.externalId().ifPresent(this::mayCall);
  }

  private void maySlug(LinkKey key) {
    if (RESERVED.contains(key.slug())) throw SLUG_RESERVED.at("/slug", key.slug());
    if (addresses.taken(key)) throw SLUG_TAKEN.at("/slug", key.slug());
  }

  private void mayCall(String externalId) {
    if (byExternalId.first(externalId).isPresent()) {
      throw EXTERNAL_ID_TAKEN.at("/externalId", externalId);
    }
  }

  private static void validity(Link.Limits limits) {
    var since = limits.validSince();
    var until = limits.validUntil();
    if (since.isPresent() && until.isPresent() && !since.get().isBefore(until.get())) {
      throw BAD_VALIDITY.at("/validUntil", until.get());
    }
  }

  void mayLeadTo(Link link, String target) {
    new Targets(this).check(target, Optional.of(link.key()));
  }

  void mayAmend(Link link, Link.Notes notes, Link.Limits limits) {
    validity(limits);
    if (!notes.externalId().equals(link.notes().externalId())) {
      notes.externalId().ifPresent(this::mayCall);
    }
  }

  Codes.Code code(Shorten asked, Moment at) {
    return code(asked, at, Codes.Taken.NONE);
  }

  /** The wished slug, or the next generated one that nobody has. */
  Codes.Code code(Shorten asked, Moment at, Codes.Taken also) {
    var domain = asked.domain().orElse(LinkKey.DEFAULT);
    if (asked.slug().isPresent()) {
      var key = new LinkKey(domain, asked.slug().get());
      if (also.keys().contains(key)) throw SLUG_TAKEN.at("/slug", key.slug());
      return new Codes.Code(key, 0);
    }
    var maker =
        makers.computeIfAbsent(
            at.tenant() + " " + domain, k -> site.codes().of(at.tenant(), domain));
    long counter = Math.max(also.counter(), codes.find(domain).map(CodeCount::last).orElse(0L));
    for (; ; ) {
      counter++;
      var key = new LinkKey(domain, maker.code(counter));
      if (!addresses.taken(key) && !also.keys().contains(key)) {
        return new Codes.Code(key, counter);
      }
    }
  }

  void count(Click click) {
    var total = usage.find(click.link()).orElse(Usage.NONE);
    usage.put(click.link(), total.plus(click.person()));
    var hour = hours.find(click.hour()).orElse(Usage.NONE);
    hours.put(click.hour(), hour.plus(click.person()));
  }

  LinkView view(LinkKey key) {
    return view(links.get(key));
  }

  private LinkView view(Link link) {
    long clicks = usage.find(link.key()).orElse(Usage.NONE).people();
    return LinkView.of(link, site, clicks);
  }

  /** What the link's address answers; a retired one says so. */
  Row<LinkKey, LinkView> shown(LinkKey key) {
    var row = links.requireRow(key);
    if (row.value().retired()) throw RETIRED.of(key.slug());
    return new Row<>(key, view(row.value()), row.revision());
  }

  Page.Of<LinkView> list(Optional<String> words, Optional<String> tag, Page page) {
    if (words.filter(w -> !w.isBlank()).isPresent()) {
      return new LinkSearch(this).find(words.get(), tag, page).map(this::view);
    }
    if (tag.isPresent()) return byTag.page(tag.get(), page).map(this::view);
    return byCreation.page(Span.of().backwards(), page).map(this::view);
  }
}
