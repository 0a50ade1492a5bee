package dev.mainstem.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A house on its own does not pay for what it could be among others. */
class AloneIT {
  @TempDir private Path data;

  @Test
  void nothing_of_a_cluster_is_loaded() throws IOException {
    try (var jar = RunningJar.on(data)) {
      var loaded = loaded(jar.pid());
      assertTrue(loaded.contains("dev.mainstem.engine.Bus"), "classes are listed at all");
      var foreign = List.of("org.infinispan.", "org.jgroups.", ".cluster.infinispan.");
      // The JDK loads every provider of URL handlers when the first http address becomes a URL.
      var found =
          loaded
              .lines()
              .filter(line -> foreign.stream().anyMatch(line::contains))
              .filter(line -> !line.contains("ClasspathURLStreamHandlerProvider"));
      assertEquals(List.of(), found.toList());
    }
  }

  private static String loaded(long pid) throws IOException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var asking = new ProcessBuilder(jcmd, String.valueOf(pid), "VM.class_hierarchy").start();
    return new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
