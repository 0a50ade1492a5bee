package dev.mainstem.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README says what is so: its commands, its systems, its doors. */
class ReadmeTest {
  private static final Path SYSTEMS = Path.of("src/main/java/dev/mainstem/systems");
  private static final Pattern CARD = Pattern.compile("class \\w+ extends Subsystem<");
  private static final String HOUSE = "the house";

  private final List<String> readme = Files.readAllLines(Path.of("README.md"));

  ReadmeTest() throws IOException {}

  @Test
  void its_two_commands_build_and_test_everything() {
    var commands =
        readme.stream()
            .dropWhile(line -> !line.equals("```"))
            .skip(1)
            .takeWhile(line -> !line.equals("```"))
            .map(line -> line.replaceFirst("\\s+#.*", ""))
            .toList();
    assertEquals(
        List.of("mvn -q -DskipTests package && java -jar target/mainstem.jar", "mvn verify"),
        commands);
  }

  @Test
  void ci_runs_its_test_command_and_no_other() throws IOException {
    var maven =
        Files.readAllLines(Path.of(".ci/run")).stream()
            .map(String::strip)
            .filter(line -> line.startsWith("mvn "))
            .toList();
    assertEquals(List.of("mvn verify -Dbrowser=required", "mvn verify -Dbrowser=optional"), maven);
  }

  @Test
  void every_system_is_named_with_its_first_sentence_and_nothing_else_is() throws IOException {
    if (!Files.isDirectory(SYSTEMS)) return;
    var built = new TreeMap<String, String>();
    try (var folders = Files.list(SYSTEMS)) {
      for (var folder : folders.filter(Files::isDirectory).toList()) {
        built.put(folder.getFileName().toString(), firstSentence(card(folder)));
      }
    }
    var told = new TreeMap<String, String>();
    for (var row : rows()) {
      if (!row.get(0).equals(HOUSE)) told.put(row.get(0), row.get(1));
    }
    assertEquals(built, told);
  }

  @Test
  void every_system_tells_its_doors_and_its_local_credentials() {
    for (var row : rows()) {
      assertEquals(4, row.size(), row.toString());
      assertTrue(row.stream().noneMatch(String::isBlank), row.toString());
    }
  }

  @Test
  void every_door_is_told_with_its_address() throws IOException {
    var settings = Files.readAllLines(Path.of("conf/mainstem.yaml"));
    var doors = new TreeSet<String>();
    for (var line : settings) {
      if (line.matches("[a-z.]+\\.tls\\.key: .*")) doors.add(line.replaceFirst("\\.tls.*", ""));
    }
    assertTrue(doors.contains("http"), doors.toString());
    var told = rows().stream().map(row -> row.get(2)).collect(Collectors.joining("\n"));
    for (var door : doors) {
      var address = value(settings, door + ".host") + ":" + value(settings, door + ".port");
      assertTrue(told.contains("`" + door + "`"), door + " is not told");
      assertTrue(told.contains(address), door + " at " + address + " is not told");
    }
  }

  @Test
  void every_place_it_links_to_is_there() {
    var links = Pattern.compile("]\\((?!http)([^)#]+)").matcher(String.join("\n", readme));
    int seen = 0;
    while (links.find()) {
      assertTrue(Files.exists(Path.of(links.group(1))), links.group(1));
      seen++;
    }
    assertTrue(seen > 0, "the README leads nowhere");
  }

  /** The rows of the table of systems: name, sentence, doors, credentials. */
  private List<List<String>> rows() {
    var rows = new ArrayList<List<String>>();
    readme.stream()
        .dropWhile(line -> !line.equals("## Systems"))
        .dropWhile(line -> !line.startsWith("| ---"))
        .skip(1)
        .takeWhile(line -> line.startsWith("|"))
        .forEach(line -> rows.add(List.of(line.substring(1).strip().split("\\s*\\|\\s*"))));
    return rows;
  }

  private static String card(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        var text = Files.readString(file);
        if (CARD.matcher(text).find()) return text;
      }
    }
    throw new AssertionError(folder + " has no class that extends Subsystem");
  }

  /** The first sentence of the comment above the class, on one line. */
  private static String firstSentence(String source) {
    var card = CARD.matcher(source);
    assertTrue(card.find());
    var above = source.substring(0, card.start());
    var comment = above.substring(above.lastIndexOf("/**") + 3, above.lastIndexOf("*/"));
    var words = comment.replaceAll("\\s*\\n\\s*\\*?\\s*", " ").strip();
    return words.split("(?<=\\.)\\s", 2)[0];
  }

  private static String value(List<String> settings, String key) {
    return settings.stream()
        .filter(line -> line.startsWith(key + ": "))
        .map(line -> line.substring(key.length() + 2))
        .findFirst()
        .orElseThrow(() -> new AssertionError(key + " has no default"));
  }
}
