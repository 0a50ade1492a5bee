package dev.mainstem.systems.links;

import static dev.mainstem.systems.links.LinkProblem.BAD_CONDITION;
import static dev.mainstem.systems.links.LinkProblem.BAD_TIME;
import static dev.mainstem.systems.links.LinkProblem.BAD_VALIDITY;
import static dev.mainstem.systems.links.LinkProblem.EXTERNAL_ID_TAKEN;
import static dev.mainstem.systems.links.LinkProblem.NOT_YOUR_DOMAIN;
import static dev.mainstem.systems.links.LinkProblem.NO_SUCH_DOMAIN;
import static dev.mainstem.systems.links.LinkProblem.NO_SUCH_LINK;
import static dev.mainstem.systems.links.LinkProblem.NO_SUCH_TAG;
import static dev.mainstem.systems.links.LinkProblem.RETIRED;

import dev.mainstem.kernel.Claim;
import dev.mainstem.kernel.Index;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Row;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Table;
import dev.mainstem.kernel.Tables;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.systems.links.LinkCommand.Shorten;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What links knows, and the questions that more than one rule asks of it. */
final class LinkTables extends Tables {
  static final String CLICKS = "links-clicks";
  static final Instant LAST = Instant.parse("2262-01-01T00:00:00Z");

  final Site site;
  final Table<LinkKey, Link> links = table("link", LinkKey.class, Link.class).absent(NO_SUCH_LINK);
  final Index<String, LinkKey, Link> byTag = links.indexAll("tag", String.class, Link::liveTags);
  final Index<String, LinkKey, Link> byWord = links.indexAll("word", String.class, Link::words);
  final Index<Instant, LinkKey, Link> byCreation =
      links.index("creation", Instant.class, Link::createdAt);
  final Index<String, LinkKey, Link> byExternalId =
      links.index("externalId", String.class, link -> link.notes().externalId().orElse(null));
  final Index<Long, LinkKey, Link> byTarget = links.index("target", Long.class, Link::targetHash);
  final Index<String, LinkKey, Link> crawlable =
      links.index("crawlable", String.class, Link::crawledAt);
  final Claim<LinkKey> addresses = claim("address", LinkKey.class);
  final Table<String, CodeCount> codes = table("code", String.class, CodeCount.class);
  final Table<String, Domain> domains =
      table("domain", String.class, Domain.class).absent(NO_SUCH_DOMAIN);
  final Table<String, Fallbacks> fallbacks = table("fallbacks", String.class, Fallbacks.class);
  final Table<String, Tagged> tags = table("tag", String.class, Tagged.class).absent(NO_SUCH_TAG);
  final Table<String, LinkCount> counts = table("count", String.class, LinkCount.class);
  final Claim<String> hosts = claim("host", String.class);

  final Table<LinkKey, Usage> usage = table("usage", LinkKey.class, Usage.class).in(CLICKS);
  final Table<HeapKey, Heap> heaps = table("heap", HeapKey.class, Heap.class).in(CLICKS);
  final Table<VisitKey, PastVisit> visits =
      table("visit", VisitKey.class, PastVisit.class).in(CLICKS);
  final Index<Arrival, VisitKey, PastVisit> byArrival =
      visits.index("arrival", Arrival.class, PastVisit::arrival);
  final Table<Forgotten, Forgotten> forgotten =
      table("forgotten", Forgotten.class, Forgotten.class).in(CLICKS);

  final Slugs slugs = new Slugs(this);

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
    new Targets(this).check(asked.target(), Optional.empty(), "/target");
    validity(asked.limits());
    slugs.check(asked);
    asked.externalId().ifPresent(this::mayCall);
  }

  private void mayCall(String externalId) {
    if (byExternalId.first(externalId).isPresent()) {
      throw EXTERNAL_ID_TAKEN.at("/externalId", externalId);
    }
  }

  private static void validity(Link.Limits limits) {
    var since = limits.validSince();
    var until = limits.validUntil();
    since.ifPresent(LinkTables::mayStore);
    until.ifPresent(LinkTables::mayStore);
    if (since.isPresent() && until.isPresent() && !since.get().isBefore(until.get())) {
      throw BAD_VALIDITY.at("/validUntil", until.get());
    }
  }

  /** Times are stored in microseconds, which end in 2262. */
  static Instant mayStore(Instant time) {
    if (time.isAfter(LAST) || time.isBefore(Instant.EPOCH)) throw BAD_TIME.of(time);
    return time;
  }

  void mayLeadTo(Link link, String target) {
    new Targets(this).check(target, Optional.of(link.key()), "/target");
  }

  void mayFollow(Link link, List<Rule> rules) {
    for (int i = 0; i < rules.size(); i++) {
      var place = "/rules/" + i;
      var rule = rules.get(i);
      new Targets(this).check(rule.target(), Optional.of(link.key()), place + "/target");
      for (int j = 0; j < rule.conditions().size(); j++) {
        var condition = rule.conditions().get(j);
        if (condition.makesSense()) continue;
        throw BAD_CONDITION.at(place + "/conditions/" + j, condition.type());
      }
    }
  }

  void mayBecome(Link link, Link after) {
    if (!after.target().equals(link.target())) mayLeadTo(link, after.target());
    validity(after.limits());
    if (!after.notes().externalId().equals(link.notes().externalId())) {
      after.notes().externalId().ifPresent(this::mayCall);
    }
  }

  void mayRule(String domain, Tenant tenant) {
    if (!domain.equals(LinkKey.DEFAULT)) domains.require(domain);
    else if (!tenant.equals(Tenant.LOCAL)) throw NOT_YOUR_DOMAIN.refusal();
  }

  void mayFallBack(Fallbacks wanted) {
    var targets = new Targets(this);
    wanted.base().ifPresent(t -> targets.check(t, Optional.empty(), "/base"));
    wanted.invalid().ifPresent(t -> targets.check(t, Optional.empty(), "/invalid"));
    wanted.regular404().ifPresent(t -> targets.check(t, Optional.empty(), "/regular404"));
  }

  Fallbacks fallbacks(String domain) {
    return fallbacks.find(domain).orElse(Fallbacks.NONE);
  }

  /** Puts a link as it now is, and counts it and its tags. */
  void keep(Link after) {
    var before = links.find(after.key());
    Tags.count(this, before.map(Link::liveTags).orElse(Set.of()), after.liveTags());
    boolean lived = before.isPresent() && !before.get().retired();
    var domain = after.key().domain();
    if (!lived && !after.retired()) counts.put(domain, new LinkCount(count(domain) + 1));
    if (lived && after.retired()) counts.put(domain, new LinkCount(count(domain) - 1));
    links.put(after.key(), after);
  }

  /** How many live links a domain has. */
  private long count(String domain) {
    return counts.find(domain).map(LinkCount::live).orElse(0L);
  }

  Usage usage(LinkKey key) {
    return usage.find(key).orElse(Usage.NONE);
  }

  /** Whether a link leads a visitor on at this time. */
  boolean leads(LinkKey key, Instant time) {
    var link = links.find(key).orElse(null);
    if (link == null || link.retired() || !link.limits().openAt(time)) return false;
    return link.limits().lets(usage(key).people());
  }

  LinkView view(LinkKey key) {
    return view(links.get(key));
  }

  LinkView view(Link link) {
    return LinkView.of(link, site, usage(link.key()).people());
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
