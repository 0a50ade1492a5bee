package dev.mainstem.systems.links;

/**
 * How often a link was followed since its visits were last forgotten.
 *
 * @param people visits that count
 * @param bots known agents, which do not
 * @param generation how often its visits were forgotten; what is kept of them bears its number
 */
public record Usage(long people, long bots, long generation) {
  static final Usage NONE = new Usage(0, 0, 0);

  Usage plus(long people, long bots) {
    return new Usage(this.people + people, this.bots + bots, generation);
  }

  long total() {
    return people + bots;
  }
}
