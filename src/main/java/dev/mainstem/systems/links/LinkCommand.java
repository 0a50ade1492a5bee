package dev.mainstem.systems.links;

import static dev.mainstem.kernel.Decision.happened;
import static dev.mainstem.kernel.Decision.unchanged;
import static dev.mainstem.systems.links.LinkProblem.DOMAIN_TAKEN;

import dev.mainstem.kernel.Change;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.links.ClickEvent.Click;
import dev.mainstem.systems.links.ClickEvent.Clicked;
import dev.mainstem.systems.links.LinkEvent.Amended;
import dev.mainstem.systems.links.LinkEvent.DomainClaimed;
import dev.mainstem.systems.links.LinkEvent.Retargeted;
import dev.mainstem.systems.links.LinkEvent.Retired;
import dev.mainstem.systems.links.LinkEvent.Shortened;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What may be asked of links, each with its rule. */
public sealed interface LinkCommand<R> extends Command<LinkTables, R> {
  /** Letters, digits and marks that need no escaping in a path. */
  String SLUG = "[\\p{L}\\p{N}._~-]{1,100}";

  String HOST = "[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?";
  int TARGET = 2_048;

  /** What a link is made of. Without a slug one is generated that nobody can guess. */
  record Shorten(
      @Size(min = 1, max = TARGET) String target,
      Optional<@Pattern(regexp = SLUG) String> slug,
      Optional<@Pattern(regexp = HOST) String> domain,
      Optional<@Size(min = 1, max = 300) String> title,
      @Size(max = 20) Set<@Size(min = 1, max = 60) String> tags,
      Optional<@Size(min = 1, max = 200) String> externalId,
      Optional<Instant> validSince,
      Optional<Instant> validUntil,
      Optional<@Positive Long> maxVisits)
      implements LinkCommand<LinkView> {
    @Override
    public Decision<LinkView> decide(LinkTables known, Moment at) {
      known.mayShorten(this);
      var code = known.code(this, at);
      return happened(Shortened.of(this, code)).answering(() -> known.view(code.key()));
    }

    Link.Notes notes() {
      return new Link.Notes(title, tags, externalId);
    }

    Link.Limits limits() {
      return new Link.Limits(validSince, validUntil, maxVisits);
    }
  }

  /** Each item is decided as if it were asked alone, after the ones before it. */
  record ShortenMany(@NotEmpty @Size(max = 1_000) List<Shorten> links)
      implements LinkCommand<List<BulkItem>> {
    @Override
    public Decision<List<BulkItem>> decide(LinkTables known, Moment at) {
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
      return new Shorten(
          target,
          slug,
          domain,
          title,
          tags,
          Optional.of(externalId),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
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

  record Amend(
      String slug,
      Optional<String> domain,
      Change<@Size(min = 1, max = 300) String> title,
      Change<@Size(max = 20) Set<@Size(min = 1, max = 60) String>> tags,
      Change<@Size(min = 1, max = 200) String> externalId,
      Change<Instant> validSince,
      Change<Instant> validUntil,
      Change<@Positive Long> maxVisits)
      implements LinkCommand<LinkView> {
    @Override
    public Decision<LinkView> decide(LinkTables known, Moment at) {
      var link = known.live(LinkTables.key(domain, slug));
      var notes = Amendment.of(this, link.notes());
      var limits = Amendment.of(this, link.limits());
      known.mayAmend(link, notes, limits);
      boolean same = notes.equals(link.notes()) && limits.equals(link.limits());
      if (same) return unchanged(() -> known.view(link.key()));
      return happened(new Amended(link.key(), notes, limits))
          .answering(() -> known.view(link.key()));
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

  /** From the redirect listener only: what it has answered since it last asked. */
  record RecordClicks(@NotEmpty @Size(max = 10_000) List<Click> clicks)
      implements LinkCommand<Void> {
    @Override
    public Decision<Void> decide(LinkTables known, Moment at) {
      return happened(new Clicked(clicks));
    }
  }
}
