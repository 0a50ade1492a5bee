package dev.mainstem.systems.links;

import java.util.Locale;

/** What an {@code Accept-Language} header asks for (RFC 9110, 12.5.4). */
final class Languages {
  /** A language liked less than this is a last resort; to Shlink's rules it does not count. */
  private static final double LIKED = 0.9;

  private static final int MOST = 32;

  private Languages() {}

  /** Whether this is a language, or a language and a country. */
  static boolean isTag(String text) {
    return text.matches("[A-Za-z]{2,3}([-_][A-Za-z]{2})?");
  }

  /**
   * Whether the header likes this language; a wanted country must be named, and a wanted language
   * alone is liked in any country.
   */
  static boolean likes(String header, String wanted) {
    var want = tag(wanted);
    var ranges = header.split(",", MOST + 1);
    for (int i = 0; i < Math.min(ranges.length, MOST); i++) {
      var parts = ranges[i].split(";", 2);
      var offered = tag(parts[0]);
      boolean same = offered.equals(want) || offered.startsWith(want + "-");
      if (same && quality(parts) >= LIKED) return true;
    }
    return false;
  }

  private static String tag(String text) {
    return text.strip().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Not given means 1; not a number means not wanted. */
  private static double quality(String[] parts) {
    if (parts.length == 1) return 1;
    var weight = parts[1].replace(" ", "");
    return weight.matches("q=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)")
        ? Double.parseDouble(weight.substring(2))
        : 0;
  }
}
