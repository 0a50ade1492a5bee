package dev.mainstem.systems.links;

/** What somebody asked for who asked for no link. */
public enum Orphan {
  /** The domain itself. */
  BASE_URL,
  /** A slug nobody has, or whose link leads nowhere now. */
  INVALID_SHORT_URL,
  /** A path that cannot be a link's. */
  REGULAR_404
}
