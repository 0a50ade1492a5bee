package dev.mainstem.app;

import java.util.Locale;

/**
 * One thing an operator may set.
 *
 * @param key dotted, such as {@code links.redirect.port}
 * @param fallback its value where nobody sets it
 * @param about one sentence, as it stands in {@code conf/mainstem.yaml}
 */
record Setting<T>(String key, T fallback, Kind<T> kind, String about) {
  static final String ENVIRONMENT = "MAINSTEM_";

  static Setting<String> text(String key, String fallback, String about) {
    return new Setting<>(key, fallback, new Kind.Text(), about);
  }

  static Setting<Boolean> flag(String key, boolean fallback, String about) {
    return new Setting<>(key, fallback, new Kind.Flag(), about);
  }

  static Setting<Integer> whole(String key, int fallback, Kind.Whole bounds, String about) {
    return new Setting<>(key, fallback, bounds, about);
  }

  /** Its name in the environment, such as {@code MAINSTEM_LINKS_REDIRECT_PORT}. */
  String variable() {
    return ENVIRONMENT + key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }
}
