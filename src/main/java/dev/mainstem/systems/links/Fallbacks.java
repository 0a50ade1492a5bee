package dev.mainstem.systems.links;

import java.util.Optional;

/**
 * Where a domain leads who asks for nothing it has; empty means 404.
 *
 * @param base for the domain itself, without a slug
 * @param invalid for a slug nobody has, or whose link leads nowhere now
 * @param regular404 for everything else
 */
public record Fallbacks(
    Optional<String> base, Optional<String> invalid, Optional<String> regular404) {
  static final Fallbacks NONE = new Fallbacks(Optional.empty(), Optional.empty(), Optional.empty());

  Optional<String> of(Orphan what) {
    return switch (what) {
      case BASE_URL -> base;
      case INVALID_SHORT_URL -> invalid;
      case REGULAR_404 -> regular404;
    };
  }
}
