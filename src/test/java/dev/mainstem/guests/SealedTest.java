package dev.mainstem.guests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.codec.Codec;
import dev.mainstem.engine.Backup;
import dev.mainstem.engine.Restore;
import dev.mainstem.engine.keys.Forgotten;
import dev.mainstem.engine.keys.Strongboxes;
import dev.mainstem.house.Anybody;
import dev.mainstem.house.HouseUnderTest;
import dev.mainstem.house.LateSeals;
import dev.mainstem.kernel.Sealed;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.log.RealDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is personal is never written plain, and can be forgotten everywhere at once. */
final class SealedTest {
  private static final long PATIENCE_NANOS = 20_000_000_000L;
  private static final String ANN =
      """
      {"name":"Annegret Zweig","home":{"street":"Lindenallee","number":7},
       "dishes":["gazpacho-verde","sopa-fria"]}\
      """;
  private static final List<String> PERSONAL =
      List.of("Annegret", "Lindenallee", "gazpacho-verde", "sopa-fria");

  @TempDir private Path directory;
  private final LateSeals seals = new LateSeals();

  private Path data() {
    return directory.resolve("data");
  }

  private HouseUnderTest house(Path data) throws Exception {
    var house = new HouseUnderTest(data, List.of(new Guests(seals)), engine -> new Anybody());
    seals.of(house.seals());
    return house;
  }

  private static String ask(HouseUnderTest house, String method, String path, String body)
      throws Exception {
    var answer =
        body.isEmpty()
            ? house.ask(method, path, body)
            : house.ask(method, path, body, "Content-Type", "application/json");
    assertTrue(answer.statusCode() < 300, answer.body());
    return answer.body();
  }

  private static void untilForgotten(HouseUnderTest house, String path) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (ask(house, "GET", path, "").contains("Annegret")) {
      assertTrue(System.nanoTime() < deadline, "she is still known");
    }
  }

  /** Whether these bytes stand in any file. */
  private static boolean stands(Path in, byte[] wanted) throws IOException {
    var text = new String(wanted, StandardCharsets.ISO_8859_1);
    try (var files = Files.walk(in)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        if (content.contains(text)) return true;
      }
    }
    return false;
  }

  @Test
  void a_door_shows_what_no_file_holds() throws Exception {
    try (var house = house(data())) {
      var made = ask(house, "PUT", "/guests/ann", ANN);
      assertEquals(made, ask(house, "GET", "/guests/ann", ""));
      for (var each : PERSONAL) assertTrue(made.contains(each), made);
      assertTrue(ask(house, "GET", "/guests", "").contains("Annegret"));
      house.engine().store().checkpoint(true);
    }
    for (var each : PERSONAL) assertFalse(stands(data(), each.getBytes(StandardCharsets.UTF_8)));
    try (var house = house(data())) {
      for (var each : PERSONAL) assertTrue(ask(house, "GET", "/guests/ann", "").contains(each));
    }
  }

  @Test
  void bounds_hold_of_what_is_not_sealed_yet() throws Exception {
    try (var house = house(data())) {
      var long41 = "x".repeat(41);
      var body =
          "{\"name\":\"%s\",\"home\":{\"street\":\"a\",\"number\":100000},\"dishes\":[\"%s\"]}";
      var no =
          house.ask(
              "PUT",
              "/guests/ann",
              body.formatted(long41, long41),
              "Content-Type",
              "application/json");
      assertEquals(400, no.statusCode());
      for (var pointer : List.of("/name", "/home/number", "/dishes/0")) {
        assertTrue(no.body().contains("\"" + pointer + "\""), no.body());
      }
    }
  }

  @Test
  void who_is_forgotten_is_forgotten_at_every_moment_and_nobody_else() throws Exception {
    try (var house = house(data())) {
      ask(house, "PUT", "/guests/ann", ANN);
      ask(house, "PUT", "/guests/bob", "{\"name\":\"Bobby\"}");
      long then = house.position();
      ask(house, "DELETE", "/guests/ann", "");
      untilForgotten(house, "/guests/ann");
      var past = ask(house, "GET", "/guests/ann?asOf=main-" + then, "");
      assertEquals("{\"id\":\"ann\",\"name\":null,\"home\":null,\"dishes\":[null,null]}", past);
      assertTrue(ask(house, "GET", "/guests/bob", "").contains("Bobby"));
      assertTrue(house.engine().verification().run().sound());
    }
    try (var house = house(data())) {
      assertFalse(ask(house, "GET", "/guests/ann", "").contains("Annegret"));
      assertTrue(ask(house, "GET", "/guests/bob", "").contains("Bobby"));
    }
  }

  @Test
  void the_same_name_belongs_to_another_person_in_another_tenant() throws Exception {
    try (var house = house(data())) {
      var one = house.seals().blind(new Tenant("one"), "mail", "a@b.example");
      assertEquals(one, house.seals().blind(new Tenant("one"), "mail", "a@b.example"));
      assertNotEquals(one, house.seals().blind(new Tenant("two"), "mail", "a@b.example"));
      assertNotEquals(one, house.seals().blind(new Tenant("one"), "phone", "a@b.example"));
    }
  }

  @Test
  void an_older_backup_does_not_bring_back_whom_a_newer_one_forgot() throws Exception {
    var before = directory.resolve("backups/before");
    var after = directory.resolve("backups/after");
    try (var house = house(data())) {
      ask(house, "PUT", "/guests/ann", ANN);
      ask(house, "PUT", "/guests/bob", "{\"name\":\"Bobby\"}");
      house.engine().backup(new Backup.Wish(before, 0)).run();
      ask(house, "DELETE", "/guests/ann", "");
      untilForgotten(house, "/guests/ann");
    }
    assertTrue(restored(before, "alone", List.of()).contains("Annegret"), "nobody told it");
    var list = List.of(data().resolve(Forgotten.FILE));
    assertFalse(restored(before, "told", list).contains("Annegret"));
    try (var house = house(data())) {
      house.engine().backup(new Backup.Wish(after, 0)).run();
    }
    var both = restored(before, "beside", List.of());
    assertFalse(both.contains("Annegret"), both);
    assertTrue(both.contains("Bobby"), both);
  }

  private String restored(Path from, String name, List<Path> lists) throws Exception {
    var to = directory.resolve(name);
    var wish = new Restore.Wish(from, to, Optional.empty(), Optional.empty(), lists);
    new Restore(new RealDisk(), List.of(new Guests(seals)), wish).run();
    try (var house = house(to)) {
      return ask(house, "GET", "/guests", "");
    }
  }

  @Test
  void what_is_destroyed_is_in_no_file_any_more() throws Exception {
    var boxes = new Strongboxes(data(), new byte[32], new SecureRandom()::nextBytes);
    var secret = "as long as it needs to be".getBytes(StandardCharsets.UTF_8);
    try (boxes) {
      var box = boxes.of("vault");
      done(box.keep("one", secret));
      var written = boxes.written("vault", "one");
      assertTrue(stands(data(), written), "it was in a file");
      done(box.keep("two", secret));
      done(box.destroy("one"));
      assertEquals(Optional.empty(), box.find("one"));
      assertArrayEquals(secret, box.find("two").get());
      assertFalse(stands(data(), written), "and is in none");
      assertFalse(stands(data(), secret));
    }
  }

  private static void done(CompletionStage<Void> stage) {
    ((CompletableFuture<Void>) stage).join();
  }

  @Test
  void what_a_client_sent_cannot_be_guessed_from_the_hash_that_is_remembered() throws Exception {
    var body = ANN.strip();
    var sha = MessageDigest.getInstance("SHA-256");
    sha.update("PUT /guests/ann\n".getBytes(StandardCharsets.UTF_8));
    var hash = sha.digest(body.getBytes(StandardCharsets.UTF_8));
    try (var house = house(data())) {
      for (int i = 0; i < 2; i++) {
        var answer =
            house.ask(
                "PUT",
                "/guests/ann",
                body,
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                "one");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(i == 1, answer.headers().map().containsKey("idempotent-replayed"));
      }
      house.engine().store().checkpoint(true);
    }
    assertFalse(stands(data(), hash));
  }

  @Test
  void a_value_that_nobody_sealed_is_never_written() {
    var codec = new Codec();
    assertThrows(IllegalStateException.class, () -> codec.toCbor(Sealed.of("plain")));
    assertFalse(Sealed.of("plain").toString().contains("plain"));
  }
}
