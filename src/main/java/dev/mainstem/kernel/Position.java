package dev.mainstem.kernel;

/**
 * A place in a journal, written {@code main-123}. Position 0 is before the first event.
 *
 * @param journal the journal's name
 * @param number the dense event number, from 1
 */
public record Position(String journal, long number) {
  /**
   * Reads a position's text.
   *
   * @throws IllegalArgumentException if this is not the text of a position
   */
  public static Position parse(String text) {
    int dash = text.lastIndexOf('-');
    if (dash < 1) throw new IllegalArgumentException("not a position: " + text);
    try {
      if (text.startsWith("+", dash + 1)) throw new NumberFormatException(text);
      long number = Long.parseLong(text.substring(dash + 1));
      return new Position(text.substring(0, dash), number);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a position: " + text, e);
    }
  }

  @Override
  public String toString() {
    return journal + "-" + number;
  }
}
