package dev.mainstem.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the operator wants, checked once and never changed: the command line wins over the
 * environment, that over the file, that over the default.
 */
final class Settings {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");

  private final Map<Setting<?>, Object> values;

  private Settings(Map<Setting<?>, Object> values) {
    this.values = Map.copyOf(values);
  }

  /**
   * Reads and checks all sources.
   *
   * @throws CannotStart with one line for each mistake
   */
  static Settings from(Sources sources) {
    var values = new HashMap<Setting<?>, Object>();
    var mistakes = new ArrayList<String>();
    for (var written : sources.all()) {
      try {
        var setting = known(written);
        values.put(setting, value(setting, written, sources.environment()));
      } catch (CannotStart mistake) {
        mistakes.add(mistake.getMessage());
      }
    }
    if (!mistakes.isEmpty()) throw new CannotStart(String.join("\n", mistakes));
    return new Settings(values);
  }

  /** The value set, or the default. */
  <T> T of(Setting<T> setting) {
    var value = values.get(setting);
    if (value == null) return setting.fallback();
    return setting.kind().type().cast(value);
  }

  private static Setting<?> known(Sources.Written written) {
    return Catalogue.find(written.key())
        .orElseThrow(
            () ->
                new CannotStart(
                    "Unknown setting '%s' in %s; did you mean '%s'?"
                        .formatted(
                            written.key(), written.where(), Catalogue.nearest(written.key()))));
  }

  private static Object value(
      Setting<?> setting, Sources.Written written, Map<String, String> environment) {
    var text = resolved(written, environment);
    Optional<?> value = setting.kind().read(text);
    if (value.isPresent()) return value.get();
    throw new CannotStart(
        "The setting '%s' in %s must be %s, not '%s'."
            .formatted(setting.key(), written.where(), setting.kind().allowed(), written.text()));
  }

  /** What stands behind each reference; messages show only the reference itself. */
  private static String resolved(Sources.Written written, Map<String, String> environment) {
    return REFERENCE
        .matcher(written.text())
        .replaceAll(
            found -> {
              var name = found.group(2);
              var value = found.group(1).equals("env") ? environment.get(name) : content(name);
              if (value != null) return Matcher.quoteReplacement(value);
              throw new CannotStart(
                  "The setting '%s' in %s refers to %s, which cannot be read."
                      .formatted(written.key(), written.where(), found.group()));
            });
  }

  /** A file's text without the line ends editors add, or null if there is none to read. */
  private static String content(String file) {
    try {
      return Files.readString(Path.of(file)).stripTrailing();
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }

  /** Values may be secret, so they are counted, not shown. */
  @Override
  public String toString() {
    return "settings (" + values.size() + " set)";
  }
}
