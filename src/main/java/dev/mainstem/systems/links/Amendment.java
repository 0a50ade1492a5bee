package dev.mainstem.systems.links;

import dev.mainstem.kernel.Change;
import dev.mainstem.systems.links.LinkCommand.Amend;
import dev.mainstem.systems.links.LinkCommand.SetFallbacks;
import dev.mainstem.systems.links.LinkEvent.Amended;
import dev.mainstem.systems.links.LinkEvent.Retargeted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A merge patch laid over what a link has. */
final class Amendment {
  private Amendment() {}

  /** The link as it will be. */
  static Link of(Amend patch, Link before) {
    var target = patch.target().over(before.target(), () -> "");
    return before
        .leadingTo(target)
        .with(notes(patch, before.notes()), limits(patch, before.limits()))
        .with(manners(patch, before.manners()));
  }

  private static Link.Notes notes(Amend patch, Link.Notes before) {
    return new Link.Notes(
        over(patch.title(), before.title()),
        patch.tags().over(before.tags(), Set::of),
        over(patch.externalId(), before.externalId()));
  }

  private static Link.Limits limits(Amend patch, Link.Limits before) {
    return new Link.Limits(
        over(patch.validSince(), before.validSince()),
        over(patch.validUntil(), before.validUntil()),
        over(patch.maxVisits(), before.maxVisits()),
        over(patch.exactLimit(), before.exactLimit()));
  }

  private static Link.Manners manners(Amend patch, Link.Manners before) {
    return new Link.Manners(
        patch.crawlable().over(before.crawlable(), () -> false),
        patch.forwardQuery().over(before.forwardQuery(), () -> false));
  }

  static Fallbacks of(SetFallbacks patch, Fallbacks before) {
    return new Fallbacks(
        over(patch.base(), before.base()),
        over(patch.invalid(), before.invalid()),
        over(patch.regular404(), before.regular404()));
  }

  private static <T> Optional<T> over(Change<T> change, Optional<T> before) {
    return Optional.ofNullable(change.over(before.orElse(null), () -> null));
  }

  /** What happens on the way from one to the other; nothing if they are the same. */
  static List<LinkEvent> events(Link before, Link after) {
    var events = new ArrayList<LinkEvent>();
    if (!after.target().equals(before.target())) {
      events.add(new Retargeted(before.key(), after.target()));
    }
    boolean behaves = after.manners().equals(before.manners());
    boolean same = after.notes().equals(before.notes()) && after.limits().equals(before.limits());
    if (!same || !behaves) {
      var manners = Optional.of(after.manners()).filter(changed -> !behaves);
      events.add(new Amended(before.key(), after.notes(), after.limits(), manners));
    }
    return events;
  }
}
