package dev.mainstem.engine;

/**
 * Stands in the log for an attempt at an effect that failed: it changes no table, but belongs to
 * the story.
 *
 * @param number of the attempt, from 1
 * @param last whether it was given up then
 */
record Tried(String line, int number, String reason, boolean last) {
  static final String NAME = Settled.HOUSE + "Tried";
}
