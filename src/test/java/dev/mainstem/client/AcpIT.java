package dev.mainstem.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mainstem.house.RunningJar;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An agent that knows the published documents of the Agentic Commerce Protocol and nothing else
 * buys from the real jar; every answer is judged by the published schema. The documents are read
 * where they lie ({@code -Dacp.documents}), and are no part of this tree.
 */
final class AcpIT {
  private static final Logger LOG = LoggerFactory.getLogger(AcpIT.class);
  private static final Path DOCUMENTS =
      Path.of(System.getProperty("acp.documents", "../shared/data/acp")).toAbsolutePath();
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  /** What an agent says of a person and a card, that no file may hold. */
  private static final List<String> PERSONAL =
      List.of("sarah.johnson", "Golden Gate Avenue", "Johnson", "4242424242424242");

  @TempDir private Path data;

  private static Path documents() {
    var there =
        List.of(DOCUMENTS, Path.of("..", "..", "shared", "data", "acp").toAbsolutePath()).stream()
            .map(Path::normalize)
            .filter(Files::isDirectory)
            .findFirst();
    if (there.isEmpty()) LOG.info("no ACP documents at {}: no agent is run", DOCUMENTS);
    assumeTrue(there.isPresent());
    return there.get();
  }

  @Test
  void an_agent_made_of_the_published_documents_buys_and_no_file_holds_its_buyer()
      throws Exception {
    var documents = documents();
    var agent = NodeClient.of("acp");
    try (var jar = RunningJar.on(data, "--set", "outgoing.allow=127.0.0.1")) {
      var printed = agent.run("judge.mjs", jar.address("http"), documents);
      assertTrue(printed.contains("18 steps"), printed);
      assertEquals(List.of(), standing(), "what is personal stands in a file");
      var sessions = get(jar, "/checkout/sessions?limit=1000");
      assertTrue(sessions.contains("sarah.johnson@example.com"), sessions);
      post(jar, "/checkout/buyers/forget", "{\"buyer\":\"Sarah.Johnson@example.com\"}");
      untilForgotten(jar);
    }
  }

  private List<String> standing() throws IOException {
    var found = new java.util.ArrayList<String>();
    try (var files = Files.walk(data)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        for (var word : PERSONAL) if (text.contains(word)) found.add(word + " in " + file);
      }
    }
    return found;
  }

  private static void untilForgotten(RunningJar jar) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (get(jar, "/checkout/sessions?limit=1000").contains("sarah.johnson")) {
      assertTrue(System.nanoTime() < deadline, "she is still known");
    }
    var orders = get(jar, "/checkout/orders");
    assertTrue(orders.contains("\"id\":\"ord_"), orders);
    assertFalse(orders.contains("Golden Gate"), orders);
  }

  private static String get(RunningJar jar, String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(jar.address("http") + path)).GET());
  }

  private static void post(RunningJar jar, String path, String body) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(jar.address("http") + path));
    send(request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
  }

  private static String send(HttpRequest.Builder request) throws Exception {
    var answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), answer.body());
    return answer.body();
  }
}
