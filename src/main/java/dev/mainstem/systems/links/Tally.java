package dev.mainstem.systems.links;

/**
 * How many visits there are of some kind.
 *
 * @param people visits that count
 * @param bots known agents, which do not
 */
record Tally(long people, long bots) {
  static final Tally NONE = new Tally(0, 0);

  Tally plus(Tally other) {
    return new Tally(people + other.people, bots + other.bots);
  }

  static Tally of(boolean person) {
    return person ? new Tally(1, 0) : new Tally(0, 1);
  }
}
