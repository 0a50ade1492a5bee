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
    for (var word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
      if (all.size() >= MOST) return;
      if (!word.isEmpty()) all.add(word.length() > LONGEST ? word.substring(0, LONGEST) : word);
    }
  }
}
