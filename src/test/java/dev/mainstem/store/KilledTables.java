package dev.mainstem.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;

/** Tables as a kill at this moment would leave them: what was flushed, and nothing else. */
public final class KilledTables {
  private KilledTables() {}

  /** Copies the files of live tables, again and again until none changed meanwhile. */
  public static void copy(Path from, Path to) throws IOException {
    for (; ; ) {
      try {
        var before = sizes(from);
        clear(Files.createDirectories(to));
        for (var file : before.keySet()) {
          Files.copy(from.resolve(file), to.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (before.equals(sizes(from))) return;
      } catch (NoSuchFileException compacted) {
        Thread.onSpinWait();
      }
    }
  }

  private static Map<String, Long> sizes(Path directory) throws IOException {
    var sizes = new TreeMap<String, Long>();
    try (var files = Files.list(directory)) {
      for (var file : files.toList()) {
        var name = file.getFileName().toString();
        if (!name.startsWith("LOG") && !name.equals("LOCK")) sizes.put(name, Files.size(file));
      }
    }
    return sizes;
  }

  private static void clear(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      for (var file : files.toList()) Files.delete(file);
    }
  }
}
