package dev.mainstem.systems.links;

import dev.mainstem.kernel.Event;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Subject;
import dev.mainstem.systems.links.LinkCommand.Shorten;
import java.util.List;

/** What can have happened to links, each with how it is remembered. */
public sealed interface LinkEvent extends Event<LinkTables> {
  LinkKey link();

  @Override
  default List<Subject> subjects() {
    return List.of(new Subject("links", link().toString()));
  }

  /**
   * The code stands in the event: a replay needs no key.
   *
   * @param counter what a generated code was made of; 0 for a wished one
   */
  record Shortened(LinkKey link, String target, Link.Notes notes, Link.Limits limits, long counter)
      implements LinkEvent {
    static Shortened of(Shorten asked, Codes.Code code) {
      return new Shortened(
          code.key(), asked.target(), asked.notes(), asked.limits(), code.counter());
    }

    @Override
    public void applyTo(LinkTables known, Moment at) {
      var by = at.caller().name();
      known.links.put(link, new Link(link, target, notes, limits, at.time(), by, false));
      known.addresses.take(link);
      if (counter > 0) known.codes.put(link.domain(), new CodeCount(counter));
    }
  }

  record Retargeted(LinkKey link, String target) implements LinkEvent {
    @Override
    public void applyTo(LinkTables known, Moment at) {
      known.links.put(link, known.links.get(link).leadingTo(target));
    }
  }

  record Amended(LinkKey link, Link.Notes notes, Link.Limits limits) implements LinkEvent {
    @Override
    public void applyTo(LinkTables known, Moment at) {
      known.links.put(link, known.links.get(link).with(notes, limits));
    }
  }

  record Retired(LinkKey link) implements LinkEvent {
    @Override
    public void applyTo(LinkTables known, Moment at) {
      known.links.put(link, known.links.get(link).asRetired());
    }
  }

  record DomainClaimed(String host) implements LinkEvent {
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
}
