package dev.mainstem.systems.links;

import java.util.Locale;
import java.util.Set;

/** Words a link is found by. */
final class Words {
  static final int MOST = 24;
  private static final int LONGEST = 40;

  private Words() {}

  /** Adds the words of a text while there is room. */
  static void into(Set<String> all, String text) {
    var lower = text.toLowerCase(Locale.ROOT);
    int end = 0;
    while (end < lower.length() && all.size() < MOST) {
      int start = next(lower, end, true);
      end = next(lower, start, false);
      if (end > start) all.add(lower.substring(start, Math.min(end, start + LONGEST)));
    }
  }

  /** Where, from here on, the first character stands that is part of a word, or is not. */
  private static int next(String text, int from, boolean part) {
    int at = from;
    while (at < text.length() && isPart(text.codePointAt(at)) != part) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }

  private static boolean isPart(int c) {
    if (c < 0x80) return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    int type = Character.getType(c);
    boolean number =
        type == Character.DECIMAL_DIGIT_NUMBER
            || type == Character.LETTER_NUMBER
            || type == Character.OTHER_NUMBER;
    return number || Character.isLetter(c);
  }
}
