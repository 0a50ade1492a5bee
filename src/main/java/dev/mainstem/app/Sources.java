package dev.mainstem.app;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where settings come from: a file, the environment, the command line.
 *
 * @param file YAML, nested or dotted; absent if there is none
 * @param environment all of it; only names that begin with MAINSTEM_ are ours
 * @param sets each {@code a.b=c}
 */
record Sources(Optional<Path> file, Map<String, String> environment, List<String> sets) {
  private static final int SHOWN = 120;

  /** One value as it was written, and where. */
  record Written(String key, String text, String where) {}

  /** All that was written, the weakest first: file, then environment, then command line. */
  List<Written> all() {
    var written = new ArrayList<Written>();
    file.ifPresent(path -> flatten("", tree(path), path.toString(), written));
    new TreeMap<>(environment).forEach((name, value) -> variable(name, value, written));
    for (var set : sets) {
      int equals = set.indexOf('=');
      if (equals < 1) throw new CannotStart("--set takes KEY=VALUE, not '" + set + "'.");
      written.add(new Written(set.substring(0, equals), set.substring(equals + 1), "--set"));
    }
    return written;
  }

  /** A name that is no setting's is turned into a key all the same, so that it is reported. */
  private static void variable(String name, String value, List<Written> written) {
    if (!name.startsWith(Setting.ENVIRONMENT)) return;
    var key =
        Catalogue.all().stream()
            .filter(setting -> setting.variable().equals(name))
            .map(Setting::key)
            .findFirst()
            .orElseGet(
                () ->
                    name.substring(Setting.ENVIRONMENT.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.'));
    written.add(new Written(key, value, "the environment variable " + name));
  }

  private static JsonNode tree(Path file) {
    var yaml = YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();
    try {
      var tree = yaml.readTree(Files.readString(file));
      if (tree.isMissingNode() || tree.isNull()) return yaml.createObjectNode();
      if (!tree.isObject()) throw new CannotStart(file + " must hold keys and values.");
      return tree;
    } catch (JsonProcessingException e) {
      var at = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
      throw new CannotStart(file + at + ": " + firstLine(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new CannotStart("The settings file " + file + " cannot be read: " + e + ".");
    }
  }

  /** A key without a value is not set: all its children may be commented out. */
  private static void flatten(String prefix, JsonNode tree, String where, List<Written> written) {
    for (var entry : tree.properties()) {
      var key = prefix + entry.getKey();
      var value = entry.getValue();
      if (value.isObject()) {
        flatten(key + ".", value, where, written);
      } else if (!value.isNull()) {
        written.add(new Written(key, value.isValueNode() ? value.asText() : "a list", where));
      }
    }
  }

  private static String firstLine(String text) {
    var line = text.lines().findFirst().orElse("it is not YAML");
    return line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
  }
}
