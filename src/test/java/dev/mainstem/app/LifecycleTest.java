package dev.mainstem.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data directory, doors.json and one life of the house, in this process. */
class LifecycleTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  @TempDir private Path directory;

  @Test
  void doors_json_is_there_while_the_house_is_open_and_tells_the_ports_really_taken()
      throws IOException {
    var others = List.of("links.redirect", "notifications.ntfy", "payments.stripe");
    var shut = others.stream().map(door -> door + ".enabled=false");
    var words = Stream.concat(Stream.of("http.port=0"), shut).toArray(String[]::new);
    try (var life = life(words)) {
      life.open();
      assertTrue(doors().path("http").asText().matches("http://127\\.0\\.0\\.1:[1-9]\\d+"));
      assertEquals("disabled", doors().path("links.redirect").path("down").asText());
      var lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
      assertEquals("http on " + doors().path("http").asText(), lines.get(1));
      var down = others.stream().map(door -> door + " is down: disabled").toList();
      assertEquals(down, lines.subList(2, lines.size() - 1));
      assertEquals("ready", lines.get(lines.size() - 1));
    }
  }

  @Test
  void a_house_without_its_main_door_does_not_open_and_leaves_no_old_doors_json()
      throws IOException {
    new Doors(directory).publish(Map.of("http", new DoorState.Open("http://127.0.0.1:1")));
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var life = life("http.port=" + taken.getLocalPort())) {
      var refused = assertThrows(CannotStart.class, life::open);
      assertTrue(refused.getMessage().startsWith("The door http cannot be opened: 127.0.0.1:"));
      assertFalse(Files.exists(directory.resolve("doors.json")));
    }
    DataDir.claim(directory).close();
  }

  @Test
  void a_life_is_closed_once() {
    var life = life("http.port=0");
    life.open();
    life.close();
    life.close();
    DataDir.claim(directory).close();
  }

  @Test
  void a_house_that_does_not_stop_is_left_all_the_same() {
    var stuck = new Stuck(new CountDownLatch(1));
    var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    var life = new Lifecycle(DataDir.claim(directory), stuck, out);
    life.open();
    life.closeWithin(Duration.ofMillis(20));
    assertTrue(printed.toString(StandardCharsets.UTF_8).contains("not everything was closed"));
    stuck.free().countDown();
  }

  @Test
  void doors_json_has_one_entry_for_each_door_in_order_and_no_other_file_stays()
      throws IOException {
    var states = new LinkedHashMap<String, DoorState>();
    states.put("http", new DoorState.Open("http://127.0.0.1:8080"));
    states.put("links.redirect", new DoorState.Down("port 8090 is not free"));
    new Doors(directory).publish(states);
    assertEquals(
        """
        {"http":"http://127.0.0.1:8080","links.redirect":{"down":"port 8090 is not free"}}\
        """,
        doors().toString());
    try (var files = Files.list(directory)) {
      assertEquals(List.of(directory.resolve("doors.json")), files.toList());
    }
    new Doors(directory).forget();
    new Doors(directory).forget();
    assertFalse(Files.exists(directory.resolve("doors.json")));
  }

  @Test
  void a_new_data_directory_is_for_its_owner_only() throws IOException {
    try (var data = DataDir.claim(directory.resolve("deep/below"))) {
      var permissions = Files.getPosixFilePermissions(data.path());
      assertEquals("rwx------", PosixFilePermissions.toString(permissions));
    }
  }

  @Test
  void a_data_directory_is_held_once_and_names_its_holder() {
    try (var held = DataDir.claim(directory)) {
      var refused = assertThrows(CannotStart.class, () -> DataDir.claim(held.path()));
      assertEquals(
          "The data directory %s is in use by process %s."
              .formatted(directory, ProcessHandle.current().pid()),
          refused.getMessage());
    }
    DataDir.claim(directory).close();
  }

  @Test
  void a_data_directory_that_cannot_be_written_is_said_in_a_sentence() throws IOException {
    var file = Files.writeString(directory.resolve("file"), "");
    var isFile = assertThrows(CannotStart.class, () -> DataDir.claim(file));
    assertEquals(
        "The data directory " + file + " is a file, not a directory.", isFile.getMessage());
    var nowhere = assertThrows(CannotStart.class, () -> DataDir.claim(Path.of("/proc/mainstem")));
    assertTrue(nowhere.getMessage().startsWith("The data directory /proc/mainstem cannot be"));
  }

  /** A house that waits, when told to stop, for more than it was given. */
  private record Stuck(CountDownLatch free) implements House {
    @Override
    public Map<String, DoorState> start() {
      return Map.of("http", new DoorState.Open("http://127.0.0.1:1"));
    }

    @Override
    public void stop(Duration within) {
      try {
        free.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Lifecycle life(String... sets) {
    var settings = Settings.from(new Sources(Optional.empty(), Map.of(), List.of(sets)));
    var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new Lifecycle(DataDir.claim(directory), new FullHouse(settings, directory), out);
  }

  private JsonNode doors() throws IOException {
    return new JsonMapper().readTree(Files.readString(directory.resolve("doors.json")));
  }
}
