package dev.mainstem.systems.links;

import dev.mainstem.kernel.Event;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Subject;
import dev.mainstem.systems.links.LinkCommand.Shorten;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can have happened to links, each with how it is remembered. */
public sealed interface LinkEvent extends Event<LinkTables> {
  /** What happens to one link or one domain names it. */
  sealed interface OfLink extends LinkEvent {
    LinkKey link();

    @Override
    default List<Subject> subjects() {
      return List.of(new Subject("links", link().toString()));
    }
  }

  /**
   * The code stands in the event: a replay needs no key.
   *
   * @param counter what a generated code was made of; 0 for a wished one
   * @param length of the generated code, if it is not the usual one
   */
  record Shortened(
      LinkKey link,
      String target,
      Link.Notes notes,
      Link.Limits limits,
      long counter,
      Optional<Link.Manners> manners,
      Optional<Integer> length)
      implements OfLink {
    static Shortened of(Shorten asked, Codes.Code code) {
      return new Shortened(
          code.key(),
          asked.target(),
          asked.notes(),
          asked.limits(),
          code.counter(),
          Optional.of(asked.manners()).filter(m -> !m.equals(Link.Manners.PLAIN)),
          asked.shortCodeLength().filter(length -> code.counter() > 0 && length != Codes.LENGTH));
    }

    @Override
    public void applyTo(LinkTables known, Moment at) {
      var by = at.caller().name();
      var how = manners.orElse(Link.Manners.PLAIN);
      known.keep(new Link(link, target, notes, limits, at.time(), by, false, how, List.of()));
      known.addresses.take(link);
      var series = Codes.series(link.domain(), length.orElse(Codes.LENGTH));
      if (counter > 0) known.codes.put(series, new CodeCount(counter));
    }
  }

  record Retargeted(LinkKey link, String target) implements OfLink {
    @Override
    public void applyTo(LinkTables known, Moment at) {
      known.keep(known.links.get(link).leadingTo(target));
    }
  }

  record Amended(LinkKey link, Link.Notes notes, Link.Limits limits, Optional<Link.Manners> manners)
      implements OfLink {
    @Override
    public void applyTo(LinkTables known, Moment at) {
      var before = known.links.get(link);
      known.keep(before.with(notes, limits).with(manners.orElse(before.manners())));
    }
  }

  record RulesSet(LinkKey link, List<Rule> rules) implements OfLink {
    @Override
    public void applyTo(LinkTables known, Moment at) {
      known.keep(known.links.get(link).under(rules));
    }
  }

  record Retired(LinkKey link) implements OfLink {
    @Override
    public void applyTo(LinkTables known, Moment at) {
      known.keep(known.links.get(link).asRetired());
    }
  }

  record DomainClaimed(String host) implements OfLink {
    @Override
    public LinkKey link() {
      return new LinkKey(host, "");
    }

    @Override
    public void applyTo(LinkTables known, Moment at) {
      known.domains.put(host, new Domain(host, at.time()));
      known.hosts.take(host);
    }
  }

  /**
   * Where a domain leads who asks for nothing it has.
   *
   * @param domain empty for the default domain
   */
  record FallbacksSet(String domain, Fallbacks fallbacks) implements OfLink {
    @Override
    public LinkKey link() {
      return new LinkKey(domain, "");
    }

    @Override
    public void applyTo(LinkTables known, Moment at) {
      known.fallbacks.put(domain, fallbacks);
    }
  }

  /** All links that had the tag have the other instead. */
  record TagRenamed(String from, String to) implements LinkEvent {
    @Override
    public void applyTo(LinkTables known, Moment at) {
      Tags.replace(known, from, Optional.of(to));
    }
  }

  /** No link has these tags any more. */
  record TagsDropped(Set<String> tags) implements LinkEvent {
    @Override
    public void applyTo(LinkTables known, Moment at) {
      for (var tag : tags) Tags.replace(known, tag, Optional.empty());
    }
  }
}
