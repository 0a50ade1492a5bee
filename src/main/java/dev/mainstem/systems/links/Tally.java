package dev.mainstem.systems.links;

/**
 * How many visits are in a {@link Bucket}.
 *
 * @param people visits that count
 * @param bots known agents, which do not
 * @param values in the head of a dimension: how many values are counted apart
 */
record Tally(long people, long bots, long values) {
  static final Tally NONE = new Tally(0, 0, 0);

  Tally plus(Tally other) {
    return new Tally(people + other.people, bots + other.bots, values + other.values);
  }

  static Tally of(boolean person) {
    return person ? new Tally(1, 0, 0) : new Tally(0, 1, 0);
  }
}
