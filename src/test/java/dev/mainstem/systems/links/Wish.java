package dev.mainstem.systems.links;

import dev.mainstem.kernel.Change;
import dev.mainstem.systems.links.LinkCommand.Amend;
import dev.mainstem.systems.links.LinkCommand.Shorten;
import dev.mainstem.systems.links.LinkEvent.Shortened;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A link somebody would like: spelled once, asked as a command and told as an event. */
public record Wish(
    String target, String slug, String domain, Link.Notes notes, Link.Limits limits) {
  /** A house whose redirects stand at {@code https://s.test}. */
  public static final Site SITE =
      new Site(() -> "https://s.test", new Codes(new byte[32]), Duration.ofDays(400));

  static Wish of(String target) {
    var none = new Link.Notes(Optional.empty(), Set.of(), Optional.empty());
    return new Wish(target, null, null, none, limits(null, null, null));
  }

  static Link.Limits limits(Instant since, Instant until, Long most) {
    return new Link.Limits(
        Optional.ofNullable(since),
        Optional.ofNullable(until),
        Optional.ofNullable(most),
        Optional.empty());
  }

  Wish slug(String slug) {
    return new Wish(target, slug, domain, notes, limits);
  }

  Wish domain(String domain) {
    return new Wish(target, slug, domain, notes, limits);
  }

  Wish title(String title) {
    return with(new Link.Notes(Optional.of(title), notes.tags(), notes.externalId()));
  }

  Wish tags(String... tags) {
    return with(new Link.Notes(notes.title(), Set.of(tags), notes.externalId()));
  }

  Wish externalId(String id) {
    return with(new Link.Notes(notes.title(), notes.tags(), Optional.of(id)));
  }

  private Wish with(Link.Notes notes) {
    return new Wish(target, slug, domain, notes, limits);
  }

  Wish valid(Instant since, Instant until) {
    return new Wish(target, slug, domain, notes, limits(since, until, null));
  }

  Shorten command() {
    var plain = Shorten.plain(target);
    return new Shorten(
        target,
        Optional.ofNullable(slug),
        Optional.ofNullable(domain),
        notes.title(),
        notes.tags(),
        notes.externalId(),
        limits.validSince(),
        limits.validUntil(),
        limits.maxVisits(),
        limits.exactLimit(),
        plain.crawlable(),
        plain.forwardQuery(),
        plain.pathPrefix(),
        plain.shortCodeLength(),
        plain.findIfExists());
  }

  Shortened event() {
    return event(0);
  }

  Shortened event(long counter) {
    var key = new LinkKey(domain == null ? LinkKey.DEFAULT : domain, slug);
    return new Shortened(key, target, notes, limits, counter, Optional.empty(), Optional.empty());
  }

  /** A patch that changes nothing but the external id. */
  static Amend called(String slug, String externalId) {
    return new Amend(
        slug,
        Optional.empty(),
        new Change.Keep<>(),
        new Change.Keep<>(),
        new Change.To<>(externalId),
        new Change.Keep<>(),
        new Change.Keep<>(),
        new Change.Keep<>(),
        new Change.Keep<>(),
        new Change.Keep<>(),
        new Change.Keep<>(),
        new Change.Keep<>());
  }
}
