package dev.mainstem.systems.links;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mainstem.house.RunningJar;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The law of {@code --demo links}, on the real jar. */
final class LinksDemoIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final long LOOK_NANOS = 30_000_000;

  /** All but the last hour of filling; visits that come later are live. */
  private static final Duration FILLED = Duration.ofHours(DemoCurve.HOURS - 1);

  @TempDir private Path data;
  private final HttpClient client = HttpClient.newHttpClient();

  private JsonNode ask(RunningJar jar, String method, String path, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(jar.address("http").resolve(path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    return new JsonMapper().readTree(client.send(request.build(), BodyHandlers.ofString()).body());
  }

  private JsonNode stats(RunningJar jar) throws Exception {
    return ask(jar, "GET", "/links/launch/clicks/stats?by=country", "");
  }

  private void await(RunningJar jar, String path, Predicate<JsonNode> seen) throws Exception {
    var until = Instant.now().plus(PATIENCE);
    while (!seen.test(ask(jar, "GET", path, ""))) {
      assertTrue(Instant.now().isBefore(until), path + " never shows it");
      // Who asks without a pause takes from the house what it should be at work with.
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private void awaitFilled(RunningJar jar) throws Exception {
    await(jar, "/links/summer-party", link -> link.path("type").asText().endsWith("/retired"));
  }

  private static long visits(JsonNode stats) {
    var first = Instant.parse(stats.path("steps").get(0).path("from").asText());
    long all = 0;
    for (var step : stats.path("steps")) {
      boolean filled = Instant.parse(step.path("from").asText()).isBefore(first.plus(FILLED));
      if (filled) all += step.path("people").asLong() + step.path("bots").asLong();
    }
    return all;
  }

  @Test
  void a_house_is_filled_once_also_if_it_is_killed_meanwhile() throws Exception {
    long whole;
    try (var jar = RunningJar.on(data.resolve("whole"), "--demo", "links")) {
      awaitFilled(jar);
      var stats = stats(jar);
      whole = visits(stats);
      var countries = new TreeSet<String>();
      stats.path("by").path("country").forEach(part -> countries.add(part.path("value").asText()));
      assertTrue(countries.size() >= 20, countries.toString());
      long most = 0;
      for (var step : stats.path("steps")) most = Math.max(most, step.path("people").asLong());
      long quiet = stats.path("steps").get(0).path("people").asLong();
      assertTrue(most > 200 * quiet, "a burst of " + most + " over " + quiet);
      assertEquals(3, ask(jar, "GET", "/links/app/rules", "").path("rules").size());
      assertTrue(jar.terminate().compareTo(Duration.ofSeconds(5)) < 0, "it stops with the house");
    }
    try (var jar = RunningJar.on(data.resolve("killed"), "--demo", "links")) {
      await(jar, "/links/jobs", link -> link.path("clicks").asLong() > 100);
      jar.kill9();
    }
    try (var jar = RunningJar.on(data.resolve("killed"), "--demo", "links")) {
      awaitFilled(jar);
      assertEquals(whole, visits(stats(jar)));
    }
  }

  @Test
  void a_house_with_links_of_its_own_is_left_alone() throws Exception {
    try (var jar = RunningJar.on(data)) {
      ask(jar, "POST", "/links", "{\"target\":\"https://own.example/\",\"slug\":\"own\"}");
      jar.terminate();
    }
    try (var jar = RunningJar.begin(data, ports("--demo", "links"))) {
      assertEquals(1, jar.exitCode());
      assertTrue(jar.output().contains("this house has links of its own"), jar.output());
    }
    try (var jar = RunningJar.begin(data, ports("--demo", "moon"))) {
      assertEquals(1, jar.exitCode());
      assertTrue(
          jar.output().contains("There is no demo 'moon'; there is: links, shop."), jar.output());
    }
    try (var jar = RunningJar.on(data)) {
      var slugs = ask(jar, "GET", "/links", "").findValuesAsText("slug");
      assertEquals(Set.of("own"), Set.copyOf(slugs));
    }
  }

  private static String[] ports(String... more) {
    var all = new java.util.ArrayList<>(java.util.List.of("--set", "http.port=0"));
    all.addAll(java.util.List.of("--set", "links.redirect.port=0"));
    all.addAll(java.util.List.of(more));
    return all.toArray(String[]::new);
  }
}
