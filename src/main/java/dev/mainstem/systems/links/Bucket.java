package dev.mainstem.systems.links;

import java.time.Instant;

/**
 * A heap of visits that are counted together: of one link, with one value of one dimension, in one
 * hour or day.
 *
 * @param dimension such as {@code country}; empty text for all visits
 * @param at when the hour or day begins
 * @param value such as {@code DE}; empty text for the head of the heaps of this time
 */
record Bucket(
    LinkKey link, long generation, String dimension, Step step, Instant at, String value) {

  /** Where values beyond the bound are counted. */
  private static final String OTHER = "other";

  Bucket head() {
    return new Bucket(link, generation, dimension, step, at, "");
  }

  Bucket other() {
    return new Bucket(link, generation, dimension, step, at, OTHER);
  }

  boolean counted() {
    return !dimension.isEmpty() && !value.equals(OTHER);
  }
}
