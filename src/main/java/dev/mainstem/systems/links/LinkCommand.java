package dev.mainstem.systems.links;

import static dev.mainstem.kernel.Decision.happened;
import static dev.mainstem.kernel.Decision.unchanged;
import static dev.mainstem.systems.links.LinkProblem.DOMAIN_TAKEN;
import static dev.mainstem.systems.links.LinkProblem.TOO_MANY_LINKS;

import dev.mainstem.kernel.Change;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.links.ClickEvent.Click;
import dev.mainstem.systems.links.ClickEvent.Clicked;
import dev.mainstem.systems.links.ClickEvent.VisitsForgotten;
import dev.mainstem.systems.links.LinkEvent.DomainClaimed;
import dev.mainstem.systems.links.LinkEvent.FallbacksSet;
import dev.mainstem.systems.links.LinkEvent.Retargeted;
import dev.mainstem.systems.links.LinkEvent.Retired;
import dev.mainstem.systems.links.LinkEvent.RulesSet;
import dev.mainstem.systems.links.LinkEvent.Shortened;
import dev.mainstem.systems.links.LinkEvent.TagRenamed;
import dev.mainstem.systems.links.LinkEvent.TagsDropped;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What may be asked of links, each with its rule. */
public sealed interface LinkCommand<R> extends Command<LinkTables, R> {
  /** Letters, digits and marks that need no escaping in a path. */
  String SLUG = "[\\p{L}\\p{N}._~-]{1,100}";

  /** What may stand before a slug: up to five words, each with or without a slash after it. */
  String PREFIX = "([\\p{L}\\p{N}._~-]{1,60}/?){1,5}";

  String HOST = "[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?";
  int TARGET = 2_048;

  /**
   * What a link is made of. Without a slug one is generated that nobody can guess.
   *
   * @param pathPrefix stands before the slug, wished or generated
   * @param shortCodeLength of a generated slug, without the prefix
   * @param findIfExists answers a link that is alike in all that is asked here, if there is one
   */
  record Shorten(
      @Size(min = 1, max = TARGET) String target,
      Optional<@Pattern(regexp = SLUG) String> slug,
      Optional<@Pattern(regexp = HOST) String> domain,
      Optional<@Size(min = 1, max = 300) String> title,
      @Size(max = 20) Set<@Size(min = 1, max = 60) String> tags,
      Optional<@Size(min = 1, max = 200) String> externalId,
      Optional<Instant> validSince,
      Optional<Instant> validUntil,
      Optional<@Positive Long> maxVisits,
      Optional<Boolean> exactLimit,
      Optional<Boolean> crawlable,
      Optional<Boolean> forwardQuery,
      Optional<@Pattern(regexp = PREFIX) @Size(max = 100) String> pathPrefix,
      Optional<@Min(4) @Max(32) Integer> shortCodeLength,
      Optional<Boolean> findIfExists)
      implements LinkCommand<LinkView> {
    @Override
    public Decision<LinkView> decide(LinkTables known, Moment at) {
      var alike = known.slugs.alike(this);
      if (alike.isPresent()) return unchanged(() -> known.view(alike.get().key()));
      known.mayShorten(this);
      var code = known.slugs.code(this, at, Codes.Taken.NONE);
      return happened(Shortened.of(this, code)).answering(() -> known.view(code.key()));
    }

    Link.Notes notes() {
      return new Link.Notes(title, tags, externalId);
    }

    Link.Limits limits() {
      return new Link.Limits(validSince, validUntil, maxVisits, exactLimit);
    }

    Link.Manners manners() {
      return new Link.Manners(crawlable.orElse(false), forwardQuery.orElse(false));
    }

    /** This target and nothing else. */
    static Shorten plain(String target) {
      return new Shorten(
          target,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Set.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  /** Each item is decided as if it were asked alone, after the ones before it. */
  record ShortenMany(@NotEmpty List<Shorten> links) implements LinkCommand<List<BulkItem>> {
    static final int MOST = 1_000;

    @Override
    public Decision<List<BulkItem>> decide(LinkTables known, Moment at) {
      if (links.size() > MOST) throw TOO_MANY_LINKS.at("/links", links.size());
      return new Bulk(known, at).decide(links);
    }
  }

  /** The same external id always means the same link: asked again, it is led to the new target. */
  record ShortenAs(
      @Size(min = 1, max = 200) String externalId,
      @Size(min = 1, max = TARGET) String target,
      Optional<@Pattern(regexp = SLUG) String> slug,
      Optional<@Pattern(regexp = HOST) String> domain,
      Optional<@Size(min = 1, max = 300) String> title,
      @Size(max = 20) Set<@Size(min = 1, max = 60) String> tags)
      implements LinkCommand<LinkView> {
    @Override
    public Decision<LinkView> decide(LinkTables known, Moment at) {
      var existing = known.byExternalId.first(externalId);
      if (existing.isEmpty()) return asNew().decide(known, at);
      var key = existing.get().key();
      return new Retarget(key.slug(), Optional.of(key.domain()), target).decide(known, at);
    }

    private Shorten asNew() {
      var none = Shorten.plain(target);
      return new Shorten(
          target,
          slug,
          domain,
          title,
          tags,
          Optional.of(externalId),
          none.validSince(),
          none.validUntil(),
          none.maxVisits(),
          none.exactLimit(),
          none.crawlable(),
          none.forwardQuery(),
          none.pathPrefix(),
          none.shortCodeLength(),
          none.findIfExists());
    }
  }

  record Retarget(String slug, Optional<String> domain, @Size(min = 1, max = TARGET) String target)
      implements LinkCommand<LinkView> {
    @Override
    public Decision<LinkView> decide(LinkTables known, Moment at) {
      var link = known.live(LinkTables.key(domain, slug));
      known.mayLeadTo(link, target);
      if (link.target().equals(target)) return unchanged(() -> known.view(link.key()));
      return happened(new Retargeted(link.key(), target)).answering(() -> known.view(link.key()));
    }
  }

  /** A merge patch. What it says of the target is a retargeting, in the same decision. */
  record Amend(
      String slug,
      Optional<String> domain,
      Change<@Size(min = 1, max = 300) String> title,
      Change<@Size(max = 20) Set<@Size(min = 1, max = 60) String>> tags,
      Change<@Size(min = 1, max = 200) String> externalId,
      Change<Instant> validSince,
      Change<Instant> validUntil,
      Change<@Positive Long> maxVisits,
      Change<Boolean> exactLimit,
      Change<Boolean> crawlable,
      Change<Boolean> forwardQuery,
      Change<@Size(min = 1, max = TARGET) String> target)
      implements LinkCommand<LinkView> {
    @Override
    public Decision<LinkView> decide(LinkTables known, Moment at) {
      var link = known.live(LinkTables.key(domain, slug));
      var after = Amendment.of(this, link);
      known.mayBecome(link, after);
      return happened(Amendment.events(link, after)).answering(() -> known.view(link.key()));
    }
  }

  /** Leads some visitors elsewhere: the first rule whose conditions all hold wins. */
  record SetRules(String slug, Optional<String> domain, @Size(max = 50) List<Rule> rules)
      implements LinkCommand<RulesView> {
    @Override
    public Decision<RulesView> decide(LinkTables known, Moment at) {
      var link = known.live(LinkTables.key(domain, slug));
      known.mayFollow(link, rules);
      if (link.rules().equals(rules)) return unchanged(() -> RulesView.of(link));
      return happened(new RulesSet(link.key(), rules))
          .answering(() -> RulesView.of(known.links.get(link.key())));
    }
  }

  /** A retired slug is never given to anyone else: old posters must not lead to strangers. */
  record Retire(String slug, Optional<String> domain) implements LinkCommand<Void> {
    @Override
    public Decision<Void> decide(LinkTables known, Moment at) {
      var link = known.live(LinkTables.key(domain, slug));
      return happened(new Retired(link.key()));
    }
  }

  /** One host name belongs to one tenant, house-wide. */
  record ClaimDomain(@Pattern(regexp = HOST) String host) implements LinkCommand<Domain> {
    @Override
    public Decision<Domain> decide(LinkTables known, Moment at) {
      if (known.domains.has(host)) return unchanged(() -> known.domains.get(host));
      if (known.hosts.taken(host) || known.site.isDefaultHost(host)) throw DOMAIN_TAKEN.of(host);
      return happened(new DomainClaimed(host)).answering(() -> known.domains.get(host));
    }
  }

  /**
   * Where a domain leads who asks for nothing it has; a merge patch. The default domain is the
   * first tenant's.
   */
  record SetFallbacks(
      Optional<String> domain,
      Change<@Size(min = 1, max = TARGET) String> base,
      Change<@Size(min = 1, max = TARGET) String> invalid,
      Change<@Size(min = 1, max = TARGET) String> regular404)
      implements LinkCommand<Fallbacks> {
    @Override
    public Decision<Fallbacks> decide(LinkTables known, Moment at) {
      var of = domain.orElse(LinkKey.DEFAULT);
      known.mayRule(of, at.tenant());
      var before = known.fallbacks(of);
      var after = Amendment.of(this, before);
      known.mayFallBack(after);
      if (after.equals(before)) return unchanged(() -> before);
      return happened(new FallbacksSet(of, after)).answering(() -> after);
    }
  }

  /** A tag that is in use is not taken over: two tags would become one without a way back. */
  record RenameTag(@Size(min = 1, max = 60) String from, @Size(min = 1, max = 60) String to)
      implements LinkCommand<Tagged> {
    @Override
    public Decision<Tagged> decide(LinkTables known, Moment at) {
      Tags.mayRename(known, from, to);
      if (from.equals(to)) return unchanged(() -> known.tags.get(from));
      return happened(new TagRenamed(from, to)).answering(() -> known.tags.get(to));
    }
  }

  /** Takes tags from all links that have them; one that nobody has is no mistake. */
  record DropTags(@Size(max = 100) Set<@Size(min = 1, max = 60) String> tags)
      implements LinkCommand<Void> {
    @Override
    public Decision<Void> decide(LinkTables known, Moment at) {
      var used = tags.stream().filter(known.tags::has).collect(Collectors.toSet());
      Tags.mayTouch(known, used);
      return used.isEmpty() ? unchanged() : happened(new TagsDropped(used));
    }
  }

  /**
   * From the redirect listener only: what it has answered since it last asked.
   *
   * <p>Answers whether something may be left to clear away.
   *
   * @param sweep also to clear away a part of what is too old or forgotten
   */
  record RecordClicks(@NotEmpty @Size(max = 10_000) List<Click> clicks, boolean sweep)
      implements LinkCommand<Boolean> {
    @Override
    public Decision<Boolean> decide(LinkTables known, Moment at) {
      if (!sweep) return happened(new Clicked(clicks)).answering(() -> true);
      var domains = clicks.stream().map(click -> click.link().domain()).collect(Collectors.toSet());
      var swept = Sweep.of(known, domains, at.time());
      var events = Stream.concat(Stream.of(new Clicked(clicks)), swept.stream()).toList();
      return happened(events).answering(swept::isPresent);
    }
  }

  /**
   * From the redirect listener only: somebody wants to follow a link of which not one visit too
   * many is led on. Answers whether they may; then it is counted.
   */
  record CountVisit(Click click) implements LinkCommand<Boolean> {
    @Override
    public Decision<Boolean> decide(LinkTables known, Moment at) {
      if (!known.leads(click.link(), at.time())) return unchanged(() -> false);
      return happened(new Clicked(List.of(click))).answering(() -> true);
    }
  }

  /** What is known of a link's visitors is seen no more from now on, and then cleared away. */
  record ForgetVisits(String slug, Optional<String> domain) implements LinkCommand<Gone> {
    @Override
    public Decision<Gone> decide(LinkTables known, Moment at) {
      var link = known.links.require(LinkTables.key(domain, slug));
      var gone = new Gone(known.usage(link.key()).total());
      if (gone.visits() == 0) return unchanged(() -> gone);
      return happened(new VisitsForgotten(link.key())).answering(() -> gone);
    }
  }

  /** The same for visits that met no link, on all domains of the tenant. */
  record ForgetOrphans() implements LinkCommand<Gone> {
    @Override
    public Decision<Gone> decide(LinkTables known, Moment at) {
      var met = Visits.orphans(known, at.tenant()).filter(k -> known.usage(k).total() > 0).toList();
      var gone = new Gone(met.stream().mapToLong(key -> known.usage(key).total()).sum());
      if (met.isEmpty()) return unchanged(() -> gone);
      return happened(met.stream().map(VisitsForgotten::new).toList()).answering(() -> gone);
    }
  }

  /** How many visits are seen no more. */
  record Gone(long visits) {}
}
