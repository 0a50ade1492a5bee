package dev.mainstem.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mainstem.app.Index;
import dev.mainstem.codec.Codec;
import dev.mainstem.codec.Names;
import dev.mainstem.kernel.Subsystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The shape of every event and row, as it was when it was first written down. Event shapes only
 * grow, and at the end only; a changed row shape means that tables are rebuilt, and is to be
 * noticed. {@code -Dgolden=write} writes the files.
 */
final class GoldenTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

  private final Codec codec = new Codec();

  @Test
  void shapes_are_as_they_were_or_have_grown() throws IOException {
    var wrong = new ArrayList<String>();
    for (var system : Index.systems()) {
      for (var shape : shapes(system).entrySet()) {
        check(GOLDEN.resolve(shape.getKey()), shape.getValue(), wrong);
      }
    }
    assertEquals(List.of(), wrong);
  }

  private Map<String, String> shapes(Subsystem<?> system) {
    var shapes = new TreeMap<String, String>();
    for (var event : new Names(system).events()) {
      var name = system.name() + "/events/" + event.getSimpleName() + ".txt";
      shapes.put(name, codec.shape(event).describe());
    }
    for (var table : system.tables().tables()) {
      var name = system.name() + "/rows/" + table.name() + ".txt";
      shapes.put(name, codec.shape(table.rowType()).describe());
    }
    return shapes;
  }

  private static void check(Path file, String now, List<String> wrong) throws IOException {
    if ("write".equals(System.getProperty("golden"))) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, now);
    }
    if (!Files.exists(file)) {
      wrong.add(file + " is not written down: run with -Dgolden=write");
      return;
    }
    var then = Files.readString(file);
    if (file.getParent().endsWith("rows")) {
      if (!then.equals(now)) wrong.add(file + ": tables will be rebuilt; run with -Dgolden=write");
    } else {
      try {
        grows(then, now);
      } catch (IllegalArgumentException broken) {
        wrong.add(file + ": " + broken.getMessage());
      }
    }
  }

  /** Refuses anything but further components at the end that old events can do without. */
  static void grows(String then, String now) {
    var before = parts(then, '\n');
    var after = parts(now, '\n');
    if (after.size() < before.size()) throw moved();
    for (int i = 0; i < before.size(); i++) same(before.get(i), after.get(i));
    for (var added : after.subList(before.size(), after.size())) {
      var type = added.substring(added.indexOf(": ") + 2);
      if (!type.matches("(optional|list of|set of|map of) .*")) {
        throw new IllegalArgumentException(added + ": old events lack it, so it must be optional");
      }
    }
  }

  /** A record inside another grows like the event itself, and so do the words of an enum. */
  private static void same(String before, String after) {
    if (before.equals(after)) return;
    if (before.contains(": enum ") && after.startsWith(before + " ")) return;
    int inside = before.indexOf('{');
    boolean nested = inside >= 0 && before.endsWith("}") && after.endsWith("}");
    if (!nested || !after.startsWith(before.substring(0, inside + 1))) throw moved();
    grows(
        String.join("\n", parts(before.substring(inside + 1, before.length() - 1), ',')),
        String.join("\n", parts(after.substring(inside + 1, after.length() - 1), ',')));
  }

  private static IllegalArgumentException moved() {
    return new IllegalArgumentException(
        "an event's components are never removed, renamed, retyped or moved: make a new event");
  }

  /** Splits outside of braces. */
  private static List<String> parts(String text, char at) {
    var parts = new ArrayList<String>();
    int begin = 0;
    int depth = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? at : text.charAt(i);
      if (c == '{') depth++;
      if (c == '}') depth--;
      if (c != at || depth > 0) continue;
      if (i > begin) parts.add(text.substring(begin, i).strip());
      begin = i + 1;
    }
    return parts;
  }

  @Test
  void growing_is_the_only_change() {
    grows("a: text\n", "a: text\n");
    grows("a: text\n", "a: text\nb: optional long\n");
    grows("a: list of {b: text}\n", "a: list of {b: text, c: optional {d: long, e: text}}\n");
    grows("a: {b: enum one two, c: text}\n", "a: {b: enum one two three, c: text}\n");
    for (var bad : List.of("a: enum two one\n", "a: enum one\n", "a: enum one twofold\n")) {
      assertThrows(IllegalArgumentException.class, () -> grows("a: enum one two\n", bad), bad);
    }
    var inner = "a: list of {b: text, c: {d: long}}\n";
    for (var bad : List.of("a: list of {b: text}\n", "a: list of {b: text, c: {d: text}}\n")) {
      assertThrows(IllegalArgumentException.class, () -> grows(inner, bad), bad);
    }
    for (var bad :
        List.of(
            "", "b: text\n", "a: long\n", "a: text\nb: long\n", "b: optional text\na: text\n")) {
      assertThrows(IllegalArgumentException.class, () -> grows("a: text\n", bad), bad);
    }
  }
}
