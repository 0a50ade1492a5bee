package dev.mainstem.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mainstem.app.Index;
import dev.mainstem.store.Comparison.Difference;
import dev.mainstem.systems.tenants.KeyCallers;
import dev.mainstem.systems.tenants.Tenants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A house at work is copied, and what the copy becomes is the house as it was. */
final class BackupTest {
  private static final long PATIENCE_NANOS = 30_000_000_000L;
  private static final long QUIET_NANOS = 200_000_000L;
  private static final long SOON_MICROS = 1_500_000L;
  private static final int MOST_DUE = 1_000;
  private static final String ANN = "annegret";
  private static final String BOB = "bobby";

  @TempDir private Path directory;
  private String owner;
  private Person local;
  private Person ann;
  private Person bob;

  private Path data() {
    return directory.resolve("data");
  }

  private Path restored() {
    return directory.resolve("restored");
  }

  private Path backup() {
    return data().resolve("backups/one");
  }

  private static HouseUnderTest house(Path data) throws Exception {
    var systems = Index.systems();
    var tenants = (Tenants) systems.get(0);
    return new HouseUnderTest(
        data, systems, engine -> new KeyCallers(tenants, engine.store(), InstantSource.system()));
  }

  private void people(HouseUnderTest house) throws Exception {
    var operator = new Person(house, "local", "nobody has issued a key yet");
    for (var tenant : List.of(ANN, BOB)) {
      operator.makes("POST", "/tenants", "{'id':'" + tenant + "','title':'The firm'}");
    }
    owner = key(operator, "local");
    local = new Person(house, "local", owner);
    ann = new Person(house, ANN, key(local, ANN));
    bob = new Person(house, BOB, key(local, BOB));
    for (var system : house.engine().systems()) {
      for (var who : List.of(ann, bob)) Belongings.in(system.name()).of(who);
    }
    settled(house);
  }

  private static String key(Person by, String tenant) throws Exception {
    var body = "{'name':'k','scopes':['owner']}";
    var answer = by.makes("POST", "/tenants/" + tenant + "/keys", body);
    return answer.replaceAll(".*\"secret\":\"([^\"]+)\".*", "$1");
  }

  private static void link(Person who, String slug, String target) throws Exception {
    var body = "{'target':'https://" + target + ".example/','slug':'" + slug + "'}";
    who.makes("POST", "/links", body);
  }

  private static void turn(Person who, String slug, String target) throws Exception {
    who.makes("PUT", "/links/" + slug, "{'target':'https://" + target + ".example/'}");
  }

  private JsonNode backedUp() throws Exception {
    var begun = local.ask("POST", "/house/backup", "{\"to\":\"one\"}");
    assertEquals(202, begun.statusCode(), begun.body());
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      var told = new ObjectMapper().readTree(local.ask("GET", "/house/backup", "").body());
      if (!told.path("state").asText().equals("copying")) {
        assertEquals("done", told.path("state").asText(), told.toString());
        return told;
      }
      assertTrue(System.nanoTime() < deadline, told.toString());
    }
  }

  private int restore(String... more) {
    var words = new ArrayList<>(List.of("restore", "--from", backup().toString()));
    words.addAll(List.of("--data", restored().toString()));
    words.addAll(List.of(more));
    return Index.typed(words.toArray(String[]::new));
  }

  private static Map<String, Long> ends(HouseUnderTest house) {
    var ends = new HashMap<String, Long>();
    house.engine().journals().forEach((name, journal) -> ends.put(name, journal.last()));
    return ends;
  }

  private static List<Difference> differences(HouseUnderTest one, HouseUnderTest other) {
    var names = one.engine().writers().keySet();
    try (var still = one.engine().store().still()) {
      return still.compare(other.engine().store(), names, rows -> {}).differences();
    }
  }

  @Test
  void a_house_copied_at_work_becomes_a_sound_house_at_the_copys_positions() throws Exception {
    Map<?, ?> positions;
    try (var house = house(data())) {
      people(house);
      var writing = new Thread(() -> writes(house));
      writing.start();
      positions = new ObjectMapper().convertValue(backedUp().path("position"), Map.class);
      long copied = ((Number) positions.get("main")).longValue();
      long deadline = System.nanoTime() + PATIENCE_NANOS;
      while (house.position() <= copied) {
        assertTrue(writing.isAlive(), "it was at work all the while");
        assertTrue(System.nanoTime() < deadline, "nothing was written behind the copy");
        Thread.onSpinWait();
      }
      writing.interrupt();
      writing.join();
    }
    assertEquals(0, restore());
    try (var house = house(restored())) {
      var ends = ends(house);
      ends.forEach((name, end) -> assertEquals(((Number) positions.get(name)).longValue(), end));
      var found = house.engine().verification().run();
      assertTrue(found.sound(), found.differences().toString());
      var after = new Person(house, "local", owner);
      var body = "{\"target\":\"https://a.example/\",\"slug\":\"after\"}";
      assertEquals(201, after.ask("POST", "/links", body).statusCode());
    }
  }

  private void writes(HouseUnderTest house) {
    var who = new Person(house, "local", owner);
    try {
      for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
        link(who, "w" + i, "w" + i);
        Belongings.visit(who, "w" + i);
      }
    } catch (InterruptedException | IOException enough) {
      return;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void the_tables_that_come_back_are_the_same_key_by_key() throws Exception {
    try (var house = house(data())) {
      people(house);
      backedUp();
      assertEquals(0, restore());
      try (var other = house(restored())) {
        assertEquals(ends(house), ends(other));
        assertEquals(List.of(), differences(house, other));
      }
    }
  }

  /** Until nothing follows from what was asked any more, and nothing is about to. */
  private static void settled(HouseUnderTest house) {
    var ends = ends(house);
    long since = System.nanoTime();
    while (System.nanoTime() - since < QUIET_NANOS) {
      Thread.onSpinWait();
      var now = ends(house);
      if (now.equals(ends) && calm(house)) continue;
      ends = now;
      since = System.nanoTime();
    }
  }

  /** Whether everything is answered, and no timer is set for the near future. */
  private static boolean calm(HouseUnderTest house) {
    var processes = house.engine().processes();
    long soon = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis()) + SOON_MICROS;
    return processes.due(MOST_DUE).stream().noneMatch(due -> due.time() < soon)
        && house.engine().systems().stream().allMatch(it -> processes.unheard(it.name()) == 0);
  }

  @Test
  void a_house_is_taken_back_to_a_position_or_a_time() throws Exception {
    List<?> then;
    Map<String, Long> ends;
    String time;
    try (var house = house(data())) {
      people(house);
      link(ann, "one", "a");
      do {
        ends = ends(house);
        then = house.engine().verification().run().tables();
        time = house.engine().now().toString();
      } while (!ends.equals(ends(house)));
      turn(ann, "one", "b");
      Belongings.in("links").of(local);
      link(bob, "two", "c");
      backedUp();
    }
    assertEquals(0, restore("--to", "main-" + ends.get("main")));
    same(then, ends);
    assertEquals(1, restore("--to", time), "what is there is never overwritten");
    remove(restored());
    assertEquals(0, restore("--to", time));
    same(then, ends);
  }

  private void same(List<?> then, Map<String, Long> ends) throws Exception {
    try (var house = house(restored())) {
      assertEquals(ends, ends(house));
      assertEquals(then, house.engine().verification().run().tables());
    }
  }

  @Test
  void one_tenant_is_taken_back_and_nobody_else_notices() throws Exception {
    try (var house = house(data())) {
      people(house);
      link(ann, "one", "a");
      link(ann, "gone", "a");
      var then = ann.ask("GET", "/links?limit=100", "").body();
      long cut = house.position();
      turn(ann, "one", "b");
      turn(bob, BOB + "-slug", "d");
      ann.makes("DELETE", "/links/gone", "");
      link(ann, "two", "c");
      Belongings.visit(ann, "two");
      Belongings.visit(bob, BOB + "-slug");
      var late = ann.asked().get(ann.asked().size() - 1);
      var revoked = key(ann, ANN);
      backedUp();
      assertEquals(0, restore("--to", "main-" + cut, "--tenant", ANN));
      try (var other = house(restored())) {
        assertEquals(ends(house), ends(other));
        assertTrue(other.engine().verification().run().sound());
        var whose = new TreeSet<String>();
        for (var each : differences(house, other)) whose.add(whose(each));
        assertEquals(new TreeSet<>(List.of(ANN)), whose);
        var annThen = new Person(other, ANN, annsKey());
        assertEquals(then, annThen.ask("GET", "/links?limit=100", "").body());
        asked_again_it_happens(annThen, late);
        assertEquals(200, new Person(other, ANN, revoked).ask("GET", "/links", "").statusCode());
      }
    }
  }

  private String annsKey() {
    return ann.credentials()[1];
  }

  /** A claim is a row without an owner: whose it is stands in it. */
  private static String whose(Difference difference) {
    if (!difference.tenant().isEmpty()) return difference.tenant();
    var both = difference.found() + difference.expected();
    return both.contains(ANN) && !both.contains(BOB) ? ANN : both;
  }

  private static void asked_again_it_happens(Person who, Person.Asked late) throws Exception {
    var answer = who.ask(late.method(), late.path(), late.body(), "Idempotency-Key", late.id());
    assertEquals(2, answer.statusCode() / 100, answer.body());
    assertFalse(answer.headers().firstValue("Idempotent-Replayed").isPresent());
  }

  @Test
  void nothing_is_restored_into_a_directory_that_holds_something() throws Exception {
    try (var house = house(data())) {
      people(house);
      backedUp();
    }
    Files.createDirectories(restored());
    Files.writeString(restored().resolve("mine.txt"), "mine");
    assertEquals(1, restore());
    assertEquals("mine", Files.readString(restored().resolve("mine.txt")));
    assertEquals(1, Index.typed("serve", "--data", backup().toString()), "a backup is no house");
  }

  @Test
  void who_asks_over_http_writes_only_where_backups_belong() throws Exception {
    try (var house = house(data())) {
      people(house);
      Files.createDirectories(data().resolve("backups"));
      Files.createSymbolicLink(data().resolve("backups/out"), directory);
      for (var to : List.of("../out", "/tmp/mainstem-x", ".", "a/../../b", "out/b", "\\u0000")) {
        var answer = local.ask("POST", "/house/backup", "{\"to\":\"" + to + "\"}");
        assertEquals(400, answer.statusCode(), to + answer.body());
        assertTrue(answer.body().contains("/to"), answer.body());
      }
      assertEquals(403, ann.ask("POST", "/house/backup", "{\"to\":\"one\"}").statusCode());
      assertEquals(403, ann.ask("GET", "/house/backup", "").statusCode());
      assertEquals(403, ann.ask("DELETE", "/house/backup", "").statusCode());
      Files.createDirectories(backup());
      Files.writeString(backup().resolve("mine.txt"), "mine");
      var taken = local.ask("POST", "/house/backup", "{\"to\":\"one\"}");
      assertEquals(422, taken.statusCode(), taken.body());
      assertTrue(taken.body().contains("is not empty"), taken.body());
      assertTrue(local.ask("GET", "/house/backup", "").body().contains("never"));
    }
  }

  @Test
  void a_backup_that_was_damaged_or_cut_short_is_refused_by_name() throws Exception {
    Files.createDirectories(data().resolve("keys"));
    Files.write(data().resolve("keys/sessions"), new byte[32]);
    try (var house = house(data())) {
      people(house);
      backedUp();
    }
    var name = "log/main/00000000000000000001.seg";
    var segment = backup().resolve(name);
    var whole = Files.readAllBytes(segment);
    var flipped = whole.clone();
    flipped[whole.length / 2] ^= 4;
    Files.write(segment, flipped);
    refused("segment main/00000000000000000001.seg is damaged at offset");
    Files.write(segment, Arrays.copyOf(whole, whole.length - 100));
    refused(name + " has " + (whole.length - 100) + " bytes");
    Files.delete(segment);
    refused(name + " is missing");
    Files.write(segment, whole);
    var table = tables();
    var rows = Files.readAllBytes(table);
    Files.write(table, flipped(rows));
    refused("the tables are damaged");
    Files.write(table, rows);
    Files.delete(backup().resolve("keys/sessions"));
    refused("keys/sessions is missing");
    Files.write(backup().resolve("keys/sessions"), new byte[32]);
    Files.writeString(backup().resolve("backup.json"), "{");
    refused("backup.json cannot be read");
    Files.delete(backup().resolve("backup.json"));
    refused("there is no backup.json in it");
  }

  private static byte[] flipped(byte[] bytes) {
    var flipped = bytes.clone();
    flipped[20] ^= 4;
    return flipped;
  }

  /** The largest of them. */
  private Path tables() throws IOException {
    try (var files = Files.list(backup().resolve("tables"))) {
      return files
          .filter(file -> file.toString().endsWith(".sst"))
          .max(Comparator.comparingLong(file -> file.toFile().length()))
          .orElseThrow();
    }
  }

  private void refused(String because) {
    var complaint =
        Index.complaint("restore", "--from", backup().toString(), "--data", restored().toString());
    assertTrue(complaint.contains(because), complaint);
    assertFalse(Files.exists(restored()), "nothing is left there");
  }

  private static void remove(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
