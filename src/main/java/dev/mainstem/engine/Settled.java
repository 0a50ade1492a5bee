package dev.mainstem.engine;

/**
 * Stands in the log for a reaction's command that changed nothing: refused, or nothing to do. It
 * changes no table, but the outcome must be as durable as any event.
 *
 * @param command such as {@code Authorize}
 * @param refused the problem's name with its system, or empty text
 */
record Settled(String command, String refused, String detail) {
  /** Entries whose names begin so are the house's and change no tables. */
  static final String HOUSE = "house.";

  static final String NAME = HOUSE + "Settled";
}
