package dev.mainstem.client;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.house.RunningJar;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shlink's own SDK against the real jar: every method it has, and the ways it is told no. */
final class ShlinkIT {
  @TempDir private Path data;

  @Test
  void the_sdk_finds_everything_it_knows() throws Exception {
    var sdk = NodeClient.of("shlink");
    try (var jar = RunningJar.on(data)) {
      var printed = sdk.run("judge.mjs", jar.address("http"), jar.address("links.redirect"));
      assertTrue(printed.contains("all 23 methods"), printed);
    }
  }
}
