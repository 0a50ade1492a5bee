package dev.mainstem.systems.links;

import dev.mainstem.kernel.Change;
import dev.mainstem.systems.links.LinkCommand.Amend;
import java.util.Optional;
import java.util.Set;

/** A merge patch laid over what a link has. */
final class Amendment {
  private Amendment() {}

  static Link.Notes of(Amend patch, Link.Notes before) {
    return new Link.Notes(
        over(patch.title(), before.title()),
        patch.tags().over(before.tags(), Set::of),
        over(patch.externalId(), before.externalId()));
  }

  static Link.Limits of(Amend patch, Link.Limits before) {
    return new Link.Limits(
        over(patch.validSince(), before.validSince()),
        over(patch.validUntil(), before.validUntil()),
        over(patch.maxVisits(), before.maxVisits()));
  }

  private static <T> Optional<T> over(Change<T> change, Optional<T> before) {
    return Optional.ofNullable(change.over(before.orElse(null), () -> null));
  }
}
