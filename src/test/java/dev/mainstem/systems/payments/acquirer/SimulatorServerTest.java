package dev.mainstem.systems.payments.acquirer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.codec.Codec;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The acquirer in a process of its own: what it has answered it knows, also after it was killed.
 */
class SimulatorServerTest {
  private static final int MANY = 200;

  @TempDir private Path directory;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Codec codec = new Codec();
  private Vertx vertx;
  private URI address;

  @BeforeEach
  void open() throws Exception {
    vertx = Vertx.vertx();
    var opening = SimulatorServer.open(vertx, directory.resolve("acquirer.jsonl"), 0);
    int port = opening.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    address = URI.create("http://127.0.0.1:" + port);
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private CompletableFuture<HttpResponse<String>> asking(String path, String body) {
    var request = HttpRequest.newBuilder(address.resolve(path));
    if (!body.isEmpty()) request.POST(BodyPublishers.ofString(body));
    return http.sendAsync(request.build(), BodyHandlers.ofString());
  }

  private String answered(String path, String body) throws Exception {
    var answer = asking(path, body).get(10, TimeUnit.SECONDS);
    assertEquals(200, answer.statusCode(), answer.body());
    return answer.body();
  }

  private String sale(int n) {
    var none = Optional.<String>empty();
    var sale = Operation.Kind.SALE;
    var ask =
        new RemoteAcquirer.Ask(
            "r" + n, sale, "r" + n, 1_000 + n, "usd", "test/VISA", false, false, none, none);
    return new String(codec.toJson(ask), StandardCharsets.UTF_8);
  }

  private List<String> manyAtOnce() throws Exception {
    var asked = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (int n = 0; n < MANY; n++) asked.add(asking("/operations", sale(n)));
    var answers = new ArrayList<String>();
    for (var each : asked) answers.add(each.get(10, TimeUnit.SECONDS).body());
    return answers;
  }

  @Test
  void what_was_answered_is_known_after_a_restart_and_answered_the_same() throws Exception {
    var first = manyAtOnce();
    assertTrue(
        Set.copyOf(first).stream().allMatch(each -> each.contains("\"result\":\"approved\"")),
        first::toString);
    var file = answered("/settlements/all", "");
    assertEquals(MANY + 1, file.lines().count());
    assertEquals("{\"repeats\":0}", answered("/repeats", ""));
    close();
    open();
    assertEquals(first, manyAtOnce());
    assertEquals(file, answered("/settlements/all", ""));
    assertEquals("{\"repeats\":" + MANY + "}", answered("/repeats", ""));
  }

  @Test
  void what_was_never_heard_is_closed_by_whoever_inquires() throws Exception {
    assertTrue(answered("/inquiries", sale(7)).contains("\"result\":\"not-done\""));
    assertTrue(answered("/operations", sale(7)).contains("\"result\":\"not-done\""));
    assertFalse(answered("/settlements/all", "").contains("r7"));
  }

  @Test
  void a_line_that_was_torn_by_a_kill_was_never_answered() throws Exception {
    answered("/operations", sale(1));
    close();
    var file = directory.resolve("acquirer.jsonl");
    Files.writeString(file, Files.readString(file) + "{\"reference\":\"r2\",\"ki");
    open();
    answered("/operations", sale(2));
    close();
    open();
    assertEquals(3, answered("/settlements/all", "").lines().count());
    assertEquals("{\"repeats\":0}", answered("/repeats", ""));
  }

  @Test
  void what_is_too_long_or_means_nothing_is_refused_and_costs_nobody_else_anything()
      throws Exception {
    var no = asking("/operations", " ".repeat(1 << 20)).get(10, TimeUnit.SECONDS);
    assertEquals(413, no.statusCode());
    var odd = sale(3).replace("test/VISA", "test/nothing");
    assertEquals(400, asking("/operations", odd).get(10, TimeUnit.SECONDS).statusCode());
    assertFalse(answered("/operations", sale(3)).isEmpty());
    assertEquals("{\"open\":0}", answered("/open", ""));
  }
}
