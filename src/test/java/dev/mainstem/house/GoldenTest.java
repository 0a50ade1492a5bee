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
    var before = then.lines().toList();
    var after = now.lines().toList();
    if (after.size() < before.size() || !after.subList(0, before.size()).equals(before)) {
      throw new IllegalArgumentException(
          "an event's components are never removed, renamed, retyped or moved: make a new event");
    }
    for (var added : after.subList(before.size(), after.size())) {
      var type = added.substring(added.indexOf(": ") + 2);
      if (!type.matches("(optional|list of|set of|map of) .*")) {
        throw new IllegalArgumentException(added + ": old events lack it, so it must be optional");
      }
    }
  }

  @Test
  void growing_is_the_only_change() {
    grows("a: text\n", "a: text\n");
    grows("a: text\n", "a: text\nb: optional long\n");
    for (var bad :
        List.of(
            "", "b: text\n", "a: long\n", "a: text\nb: long\n", "b: optional text\na: text\n")) {
      assertThrows(IllegalArgumentException.class, () -> grows("a: text\n", bad), bad);
    }
  }
}
