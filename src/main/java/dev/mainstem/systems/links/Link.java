package dev.mainstem.systems.links;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What links remembers of one link.
 *
 * @param key its address
 * @param target where it leads
 * @param createdBy the caller who shortened it
 * @param retired whether it leads nowhere any more, for good
 */
public record Link(
    LinkKey key,
    String target,
    Notes notes,
    Limits limits,
    Instant createdAt,
    String createdBy,
    boolean retired) {

  /** What people attach to a link. */
  public record Notes(Optional<String> title, Set<String> tags, Optional<String> externalId) {}

  /**
   * When a link leads anywhere.
   *
   * @param validSince not before
   * @param validUntil not from then on
   * @param maxVisits not after so many visits by people
   */
  public record Limits(
      Optional<Instant> validSince, Optional<Instant> validUntil, Optional<Long> maxVisits) {

    /** Whether it leads somewhere at this time. */
    public boolean openAt(Instant time) {
      return validSince.map(since -> !time.isBefore(since)).orElse(true)
          && validUntil.map(time::isBefore).orElse(true);
    }
  }

  Link leadingTo(String target) {
    return new Link(key, target, notes, limits, createdAt, createdBy, retired);
  }

  Link with(Notes notes, Limits limits) {
    return new Link(key, target, notes, limits, createdAt, createdBy, retired);
  }

  Link asRetired() {
    return new Link(key, target, notes, limits, createdAt, createdBy, true);
  }

  /** The words it is found by: of slug, title, tags and target, lower case, at most 24. */
  Set<String> words() {
    var all = new TreeSet<String>();
    Words.into(all, key.slug());
    notes.title().ifPresent(title -> Words.into(all, title));
    notes.tags().forEach(tag -> Words.into(all, tag));
    Words.into(all, target.substring(target.indexOf(':') + 1));
    return all;
  }
}
