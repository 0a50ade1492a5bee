package dev.mainstem.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two real jars: one has the log, the other is a further door of it. */
class ClusterIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String JSON = "application/json";
  private static final int DEATHS = 100;

  @TempDir private Path directory;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int homePort = freePort();
  private final int furtherPort = freePort();
  private RunningJar home;
  private RunningJar further;

  @BeforeEach
  void start() throws Exception {
    home = startHome();
    further = node("further", furtherPort, "--set", "cluster.home=false");
    until("the further door is ready", () -> ready() == 200);
  }

  private RunningJar startHome() {
    return node(
        "home", homePort, "--set", "disk.min-free-mb=0", "--set", "disk.min-free-percent=0");
  }

  private RunningJar node(String name, int port, String... more) {
    var all = Stream.concat(Stream.of(joining(port)), Stream.of(more));
    return RunningJar.on(directory.resolve(name), all.toArray(String[]::new));
  }

  private String[] joining(int port) {
    var members = "127.0.0.1:" + homePort + ",127.0.0.1:" + furtherPort;
    return Stream.of(
            "cluster.enabled=true",
            "cluster.port=" + port,
            "cluster.members=" + members,
            "cluster.secret=known to both of them")
        .flatMap(set -> Stream.of("--set", set))
        .toArray(String[]::new);
  }

  @AfterEach
  void stop() {
    if (further != null) further.close();
    if (home != null) home.close();
  }

  @Test
  void a_further_door_asks_and_reads_through_the_node_with_the_log() throws Exception {
    var first = shortened();
    retargeted(first);
    pagesAndMistakes();
    aSecondHomeIsRefused();
    aKillInTheMiddle();
  }

  /** Answers at which position. */
  private String shortened() throws Exception {
    var made = ask(further, "POST /links", link("a", "https://a.example/1"));
    assertEquals(201, made.statusCode(), made::body);
    assertEquals("/links/a", header(made, "Location"));
    var first = header(made, "Mainstem-Position");

    var there = ask(further, "GET /links/a", "");
    var here = ask(home, "GET /links/a", "");
    assertEquals(here.body(), there.body());
    var told = Set.of("ETag", "Mainstem-Position", "Content-Type");
    for (var name : told) assertEquals(header(here, name), header(there, name), name);
    var same = ask(further, "GET /links/a", "", "If-None-Match", header(there, "ETag"));
    assertEquals(304, same.statusCode());

    var taken = ask(further, "POST /links", link("a", "https://b.example/"));
    assertEquals(409, taken.statusCode());
    assertEquals("application/problem+json", header(taken, "Content-Type"));
    var takenHere = ask(home, "POST /links", link("a", "https://b.example/"));
    assertEquals(takenHere.body(), taken.body());
    return first;
  }

  private void retargeted(String first) throws Exception {
    var there = ask(further, "GET /links/a", "");
    var target = "{\"target\":\"https://a.example/2\"}";
    var stale = ask(further, "PUT /links/a", target, "If-Match", "\"999\"");
    assertEquals(412, stale.statusCode(), stale::body);
    var led = ask(further, "PUT /links/a", target, "If-Match", header(there, "ETag"));
    assertEquals(200, led.statusCode(), led::body);
    var then = ask(further, "GET /links/a?asOf=" + first, "");
    assertEquals("https://a.example/1", tree(then).path("target").asText());
    var now = ask(home, "GET /links/a", "");
    assertEquals("https://a.example/2", tree(now).path("target").asText());
    assertEquals(2, tree(ask(further, "GET /links/a/history", "")).size());
  }

  private void pagesAndMistakes() throws Exception {
    ask(home, "POST /links", link("b", "https://b.example/"));
    var position = header(ask(home, "GET /links/b", ""), "Mainstem-Position");
    var page = ask(further, "GET /links?limit=1", "", "Mainstem-Position", position);
    assertEquals(1, tree(page).size());
    var next = header(page, "Link").replaceAll("<(.*)>.*", "$1");
    assertEquals(1, tree(ask(further, "GET " + next, "")).size());

    var bad = ask(further, "POST /links", "{\"target\":\"https://a.b\",\"slug\":7}");
    assertEquals(400, bad.statusCode());
    assertEquals("/slug", tree(bad).path("errors").path(0).path("pointer").asText());
    assertEquals(501, ask(further, "GET /links/clicks/stream", "").statusCode());
    var house = tree(ask(further, "GET /house", ""));
    assertEquals("further door", house.path("role").asText());
    assertEquals(tree(ask(home, "GET /house", "")).path("node"), house.path("home"));
  }

  /** A system has one writer: two logs in one cluster would be asked in turn. */
  private void aSecondHomeIsRefused() {
    var joining = joining(freePort());
    try (var second = RunningJar.begin(directory.resolve("second"), joining)) {
      assertEquals(1, second.exitCode());
      assertTrue(second.output().contains("Another node of the cluster has the log"));
    }
  }

  private void aKillInTheMiddle() throws Exception {
    var body = "{\"target\":\"https://once.example/\",\"tags\":[\"once\"]}";
    var asking = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (int n = 0; n < 20; n++) {
      var request = request(further, "POST /links", body, "Idempotency-Key", "key-" + n);
      asking.add(http.sendAsync(request, BodyHandlers.ofString()));
    }
    asking.get(0).join();
    home.kill9();
    var answers = asking.stream().map(CompletableFuture::join).toList();
    for (var answer : answers) {
      assertTrue(Set.of(201, 503, 504).contains(answer.statusCode()), answer::body);
    }
    until("the further door says that home is away", () -> ready() == 503);
    for (var method : List.of("GET", "POST")) {
      var away = ask(further, method + " /links", method.equals("GET") ? "" : body);
      assertTrue(Set.of(503, 504).contains(away.statusCode()), away::body);
      assertEquals("application/problem+json", header(away, "Content-Type"));
    }

    home = startHome();
    until("home is back", () -> ready() == 200);
    for (int n = 0; n < answers.size(); n++) {
      var again = ask(further, "POST /links", body, "Idempotency-Key", "key-" + n);
      assertEquals(201, again.statusCode(), again::body);
      if (answers.get(n).statusCode() != 201) continue;
      assertEquals("true", header(again, "Idempotent-Replayed"), "told before the kill");
      assertEquals(answers.get(n).body(), again.body());
    }
    var once = tree(ask(home, "GET /links?tag=once", ""));
    assertEquals(answers.size(), once.size(), "each key happened once");
    assertEquals(
        "https://a.example/2", tree(ask(further, "GET /links/a", "")).path("target").asText());
  }

  private static String link(String slug, String target) {
    return "{\"slug\":\"" + slug + "\",\"target\":\"" + target + "\"}";
  }

  private int ready() throws Exception {
    return ask(further, "GET /health/ready", "").statusCode();
  }

  /** Asks for {@code METHOD /path}. */
  private HttpResponse<String> ask(RunningJar at, String what, String body, String... headers)
      throws Exception {
    return http.send(request(at, what, body, headers), BodyHandlers.ofString());
  }

  private static HttpRequest request(RunningJar at, String what, String body, String... headers) {
    var content = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    var words = what.split(" ", 2);
    var address = at.address("http").resolve(words[1]);
    var request = HttpRequest.newBuilder(address).method(words[0], content);
    if (headers.length > 0) request.headers(headers);
    if (!body.isEmpty()) request.header("Content-Type", JSON);
    return request.timeout(PATIENCE).build();
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static JsonNode tree(HttpResponse<String> response) throws IOException {
    return new JsonMapper().readTree(response.body());
  }

  private void until(String what, Callable<Boolean> holds) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not so: " + what + "\n" + further.output() + home.output());
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /** A port that is free, and the one that tells of deaths too. */
  private static int freePort() {
    for (int tries = 0; tries < 100; tries++) {
      try (var one = new ServerSocket(0);
          var other = new ServerSocket(one.getLocalPort() + DEATHS)) {
        return other.getLocalPort() - DEATHS;
      } catch (IOException | IllegalArgumentException taken) {
        continue;
      }
    }
    throw new AssertionError("no two ports are free");
  }
}
