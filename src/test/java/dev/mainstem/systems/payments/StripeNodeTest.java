package dev.mainstem.systems.payments;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.client.NodeClient;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stripe's own library for Node, webhooks and all, with nothing changed but the address. */
class StripeNodeTest {
  @TempDir private Path data;

  @Test
  void the_library_finds_what_it_knows() throws Exception {
    var library = NodeClient.of("stripe");
    try (var house = new StripeHouse(data)) {
      var printed = library.run("judge.mjs", house.address());
      assertTrue(printed.contains("all is as Stripe says"), printed);
    }
  }
}
