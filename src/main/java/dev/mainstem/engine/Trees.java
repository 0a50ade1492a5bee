package dev.mainstem.engine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whole directories: measured, copied, forced, removed. */
final class Trees {
  private Trees() {}

  /** Bytes of every file below, by its path from here. */
  static Map<String, Long> files(Path root) throws IOException {
    var files = new TreeMap<String, Long>();
    if (!Files.isDirectory(root)) return files;
    for (var file : walk(root)) {
      if (Files.isRegularFile(file)) files.put(root.relativize(file).toString(), Files.size(file));
    }
    return files;
  }

  static void copy(Path from, Path to) throws IOException {
    for (var file : walk(from)) {
      Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  /** Returns when all of it would survive a power loss; its own name in its parent excepted. */
  static void force(Path root) throws IOException {
    for (var file : walk(root)) forceName(file);
  }

  /** The same for one file, or for the names in one directory. */
  static void forceName(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Removes it, if it is there. */
  static void remove(Path root) throws IOException {
    if (!Files.exists(root)) return;
    for (var file : walk(root).stream().sorted(Comparator.reverseOrder()).toList()) {
      Files.delete(file);
    }
  }

  /** A directory before what is in it. */
  private static List<Path> walk(Path root) throws IOException {
    try (var all = Files.walk(root)) {
      return all.toList();
    }
  }
}
