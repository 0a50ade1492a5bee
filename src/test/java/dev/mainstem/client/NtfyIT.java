package dev.mainstem.client;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.house.RunningJar;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The npm client of ntfy against the real jar, and its messages in every form of stream. */
final class NtfyIT {
  @TempDir private Path data;

  @Test
  void what_the_client_publishes_is_heard_in_every_form() throws Exception {
    var client = NodeClient.of("ntfy");
    try (var jar = RunningJar.on(data)) {
      var printed = client.run("judge.mjs", jar.address("notifications.ntfy"));
      assertTrue(printed.contains("heard in every form"), printed);
    }
  }
}
