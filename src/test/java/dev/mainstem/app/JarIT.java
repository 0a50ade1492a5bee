package dev.mainstem.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mainstem.house.RunningJar;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as its users start it. */
class JarIT {
  private static final long JAR_BYTES_MAX = 100L << 20;

  @TempDir private Path directory;

  @Test
  void it_starts_on_an_empty_directory_and_says_where_its_doors_are() throws Exception {
    try (var jar = RunningJar.on(directory.resolve("new"))) {
      assertEquals(200, get(jar.address("http").resolve("/health/live")).statusCode());
      assertEquals(200, get(jar.address("http").resolve("/health/ready")).statusCode());
      assertTrue(jar.output().contains("http on " + jar.address("http")), jar.output());
      assertTrue(jar.doors().has("links.redirect"), jar.doors().toString());
      assertEquals(1, jar.output().lines().filter("ready"::equals).count());
    }
  }

  @Test
  void its_front_page_is_html() throws Exception {
    try (var jar = RunningJar.on(directory)) {
      var page = get(jar.address("http").resolve("/"));
      assertEquals("text/html; charset=utf-8", page.headers().firstValue("Content-Type").get());
      assertTrue(page.body().contains("<title>Mainstem</title>"), page.body());
    }
  }

  @Test
  void a_second_process_on_the_same_directory_is_refused_by_name_and_pid() {
    try (var first = RunningJar.on(directory);
        var second = RunningJar.begin(directory, "--set", "http.port=0")) {
      assertEquals(1, second.exitCode());
      assertEquals(
          "The data directory " + directory + " is in use by process " + first.pid() + ".",
          second.output());
      assertTrue(first.doors().has("http"), "doors.json of the first must stay");
    }
  }

  @Test
  void sigterm_ends_it_within_five_seconds_and_the_directory_is_free_again() {
    try (var jar = RunningJar.on(directory)) {
      var took = jar.terminate();
      assertTrue(took.compareTo(Duration.ofSeconds(5)) < 0, "took " + took);
      assertEquals(143, jar.exitCode());
    }
    try (var again = RunningJar.on(directory)) {
      assertTrue(again.doors().has("http"));
    }
  }

  @Test
  void after_a_kill_it_starts_again_without_a_word_about_locks() {
    try (var jar = RunningJar.on(directory)) {
      jar.kill9();
    }
    assertTrue(Files.exists(directory.resolve("doors.json")), "a killed process tidies nothing");
    try (var again = RunningJar.on(directory)) {
      assertFalse(again.output().contains("lock"), again.output());
    }
  }

  @Test
  void a_busy_main_port_is_fatal_and_named() {
    try (var first = RunningJar.on(directory.resolve("a"))) {
      int port = first.address("http").getPort();
      try (var second = RunningJar.begin(directory.resolve("b"), "--set", "http.port=" + port)) {
        assertEquals(1, second.exitCode());
        assertTrue(second.output().contains("127.0.0.1:" + port + " is not free"));
        assertFalse(Files.exists(directory.resolve("b/doors.json")));
      }
    }
  }

  @Test
  void an_unknown_setting_is_refused_with_the_nearest_known_one() {
    try (var jar = RunningJar.begin(directory, "--set", "http.prot=1")) {
      assertEquals(1, jar.exitCode());
      assertEquals("Unknown setting 'http.prot' in --set; did you mean 'http.port'?", jar.output());
    }
  }

  @Test
  void its_messages_are_lines_for_people_or_json() throws Exception {
    try (var jar = RunningJar.on(directory.resolve("people"))) {
      assertTrue(message(jar).matches("[0-9TZ:.-]+ INFO +Engine: .*"), jar.output());
    }
    try (var jar = RunningJar.on(directory.resolve("machines"), "--set", "log.json=true")) {
      assertEquals("INFO", new JsonMapper().readTree(message(jar)).path("level").asText());
    }
  }

  @Test
  void it_is_small_enough_to_carry() throws Exception {
    assertTrue(Files.size(RunningJar.jar()) <= JAR_BYTES_MAX);
  }

  private static String message(RunningJar jar) {
    return jar.output().lines().filter(line -> line.contains("opened in")).findFirst().get();
  }

  private static HttpResponse<String> get(URI address) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }
}
