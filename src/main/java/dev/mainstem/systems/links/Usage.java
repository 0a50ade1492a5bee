package dev.mainstem.systems.links;

/**
 * How often a link, or a link in one hour, was followed.
 *
 * @param people visits that count
 * @param bots known agents, which do not
 */
public record Usage(long people, long bots) {
  static final Usage NONE = new Usage(0, 0);

  Usage plus(boolean person) {
    return person ? new Usage(people + 1, bots) : new Usage(people, bots + 1);
  }
}
