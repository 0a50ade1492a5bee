package dev.mainstem.systems.links;

import java.time.Instant;
import java.util.List;
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
 * @param rules where it leads some visitors instead; the first that holds wins
 */
public record Link(
    LinkKey key,
    String target,
    Notes notes,
    Limits limits,
    Instant createdAt,
    String createdBy,
    boolean retired,
    Manners manners,
    List<Rule> rules) {

  /** What people attach to a link. */
  public record Notes(Optional<String> title, Set<String> tags, Optional<String> externalId) {}

  /**
   * When a link leads anywhere.
   *
   * @param validSince not before
   * @param validUntil not from then on
   * @param maxVisits not after so many visits by people
   * @param exactLimit whether not one visit more is led on, at the price of a decision before each
   *     answer; otherwise visits that are answered at the same time may be too many
   */
  public record Limits(
      Optional<Instant> validSince,
      Optional<Instant> validUntil,
      Optional<Long> maxVisits,
      Optional<Boolean> exactLimit) {

    /** Whether visits are decided one by one. */
    boolean exact() {
      return maxVisits.isPresent() && exactLimit.orElse(false);
    }

    /** Whether one more may come after so many visits by people. */
    boolean lets(long people) {
      return maxVisits.isEmpty() || people < maxVisits.get();
    }

    /** How many more came than should have. */
    long overshoot(long people) {
      return maxVisits.map(most -> Math.max(0, people - most)).orElse(0L);
    }

    /** Whether it leads somewhere at this time. */
    public boolean openAt(Instant time) {
      return validSince.map(since -> !time.isBefore(since)).orElse(true)
          && validUntil.map(time::isBefore).orElse(true);
    }
  }

  /**
   * How a link behaves beside leading somewhere.
   *
   * @param crawlable whether robots.txt lets crawlers follow it
   * @param forwardQuery whether the query it is asked with is passed on to the target
   */
  public record Manners(boolean crawlable, boolean forwardQuery) {
    static final Manners PLAIN = new Manners(false, false);
  }

  Link leadingTo(String target) {
    return new Link(key, target, notes, limits, createdAt, createdBy, retired, manners, rules);
  }

  Link with(Notes notes, Limits limits) {
    return new Link(key, target, notes, limits, createdAt, createdBy, retired, manners, rules);
  }

  Link with(Manners manners) {
    return new Link(key, target, notes, limits, createdAt, createdBy, retired, manners, rules);
  }

  Link under(List<Rule> rules) {
    return new Link(key, target, notes, limits, createdAt, createdBy, retired, manners, rules);
  }

  Link tagged(Set<String> tags) {
    return with(new Notes(notes.title(), tags, notes.externalId()), limits);
  }

  Link asRetired() {
    return new Link(key, target, notes, limits, createdAt, createdBy, true, manners, rules);
  }

  /** The tags it counts for: none once it is retired. */
  Set<String> liveTags() {
    return retired ? Set.of() : notes.tags();
  }

  /** A number by which links with the same target are found; others may share it. */
  Long targetHash() {
    return retired ? null : hash(target);
  }

  /** The domain in whose robots.txt it stands, or null. */
  String crawledAt() {
    return manners.crawlable() && !retired ? key.domain() : null;
  }

  /** FNV-1a over characters. */
  static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    return hash;
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
