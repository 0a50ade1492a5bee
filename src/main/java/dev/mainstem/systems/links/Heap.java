package dev.mainstem.systems.links;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is counted of the visits of one link in one hour: one row, for a visit has to cost few of
 * them.
 *
 * @param by the same visits by dimension and value, such as {@code country} and {@code DE}
 * @param visitors how many different people they were; empty if there were none
 */
record Heap(Tally all, Map<String, Map<String, Tally>> by, Optional<Uniques> visitors) {
  /** Values of one dimension counted apart in one heap. */
  static final int MOST_VALUES = 500;

  /** Where values beyond the bound are counted. */
  static final String OTHER = "other";

  static final Heap NONE = new Heap(Tally.NONE, Map.of(), Optional.empty());

  /** All together. */
  Heap plus(Heap other) {
    var sum = new TreeMap<>(by);
    other.by.forEach((dimension, more) -> sum.merge(dimension, bounded(more), Heap::together));
    return new Heap(all.plus(other.all), sum, met(other));
  }

  private Optional<Uniques> met(Heap other) {
    if (visitors.isEmpty() || other.visitors.isEmpty()) return visitors.or(other::visitors);
    return Optional.of(visitors.get().plus(other.visitors.get()));
  }

  private static Map<String, Tally> bounded(Map<String, Tally> values) {
    return values.size() <= MOST_VALUES ? values : together(Map.of(), values);
  }

  private static Map<String, Tally> together(Map<String, Tally> some, Map<String, Tally> more) {
    var sum = new TreeMap<>(some);
    more.forEach(
        (value, tally) -> {
          boolean room = sum.containsKey(value) || sum.size() < MOST_VALUES;
          sum.merge(room ? value : OTHER, tally, Tally::plus);
        });
    return sum;
  }
}
