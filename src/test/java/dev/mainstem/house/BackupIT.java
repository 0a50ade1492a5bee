package dev.mainstem.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mainstem.kernel.Position;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real jar is copied under load and restored elsewhere: all that anybody was told up to the
 * copy's positions is there, the tables say what the log says, and the keys open what they opened.
 */
class BackupIT {
  private static final long SEED = Long.getLong("backup.seed", System.nanoTime());
  private static final int CLIENTS = 6;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String[] ARGUMENTS = {
    "--set", "disk.min-free-mb=0", "--set", "disk.min-free-percent=0"
  };

  @TempDir private Path directory;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<CrashClient> clients = new ArrayList<>();
  private RunningJar jar;

  @Test
  void what_was_answered_before_a_backups_positions_is_in_it() throws Exception {
    try {
      jar = RunningJar.on(directory.resolve("data"), ARGUMENTS);
      var street = CrashClient.Street.of(http, jar, CLIENTS);
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(new CrashClient(street, "1-" + i, SEED + i));
      }
      var position = underLoad();
      elsewhere();
      jar = RunningJar.on(directory.resolve("restored"), ARGUMENTS);
      holds(CrashClient.Street.of(http, jar, CLIENTS), position);
      assertEquals("sound", done("/house/verify").path("state").asText());
    } catch (AssertionError | IOException e) {
      throw new AssertionError("-Dbackup.seed=" + SEED, e);
    } finally {
      if (jar != null) jar.close();
    }
  }

  /** Answers the position of main in the backup. */
  private long underLoad() throws Exception {
    var threads = clients.stream().map(client -> new Thread(client, "client")).toList();
    threads.forEach(Thread::start);
    while (clients.stream().anyMatch(client -> client.links().size() < 5)) Thread.onSpinWait();
    assertEquals(202, post("/house/backup", "{\"to\":\"hot\"}").statusCode());
    var told = done("/house/backup");
    assertEquals("done", told.path("state").asText(), told.toString());
    long end = last();
    tellsHowToAskIt();
    jar.kill9();
    for (var thread : threads) thread.join();
    long position = told.path("position").path("main").asLong();
    assertTrue(position > 0 && position < end, told + " under load up to " + end);
    return position;
  }

  private void tellsHowToAskIt() {
    var to = directory.resolve("cold").toString();
    var cold = RunningJar.begin(directory.resolve("data"), "backup", "--to", to);
    assertEquals(1, cold.exitCode(), cold.output());
    var how = "curl -X POST " + jar.address("http") + "/house/backup";
    assertTrue(cold.output().contains(how), cold.output());
  }

  private long last() throws Exception {
    var house = new ObjectMapper().readTree(get("/house").body());
    for (var journal : house.path("journals")) {
      if (journal.path("name").asText().equals("main")) return journal.path("last").asLong();
    }
    throw new AssertionError(house.toString());
  }

  private void elsewhere() throws Exception {
    var backup = directory.resolve("data/backups/hot");
    assertTrue(Files.exists(backup.resolve("backup.json")), "a whole backup");
    var restoring =
        RunningJar.begin(directory.resolve("restored"), "restore", "--from", backup.toString());
    assertEquals(0, restoring.exitCode(), restoring.output());
    for (var key : List.of("links", "sessions")) {
      assertEquals(
          -1,
          Files.mismatch(
              directory.resolve("data/keys").resolve(key),
              directory.resolve("restored/keys").resolve(key)));
    }
  }

  /** Asked again, each is answered the same, so it is known to have happened. */
  private void holds(CrashClient.Street street, long position) throws IOException {
    int asked = 0;
    for (var client : clients) {
      for (var deed : client.told()) {
        if (!deed.answer().yes() || deed.answer().position().isEmpty()) continue;
        if (Position.parse(deed.answer().position()).number() > position) continue;
        var again = street.ask(deed);
        assertEquals(deed.answer().status(), again.statusCode(), again.body());
        assertEquals(deed.answer().body(), again.body());
        assertEquals("true", again.headers().firstValue("Idempotent-Replayed").orElse(""));
        asked++;
      }
    }
    assertTrue(asked > 0, "something was answered before the backup");
  }

  private JsonNode done(String path) throws Exception {
    if (path.endsWith("verify")) assertEquals(202, post(path, "").statusCode());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var told = new ObjectMapper().readTree(get(path).body());
      if (told.path("state").asText().matches("done|failed|sound|unsound")) return told;
      assertTrue(System.nanoTime() < deadline, told.toString());
    }
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    var request = request(path).header("Content-Type", "application/json");
    return http.send(request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    URI at = jar.address("http").resolve(path);
    return HttpRequest.newBuilder(at).timeout(PATIENCE);
  }
}
