package dev.mainstem.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mainstem.app.Index;
import dev.mainstem.engine.Verification;
import dev.mainstem.systems.tenants.KeyCallers;
import dev.mainstem.systems.tenants.Tenants;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

/** The tables are proved from the log, and a row that was tampered with is named. */
final class VerifyTest {
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  @TempDir private Path data;

  private HouseUnderTest house() throws Exception {
    var systems = Index.systems();
    var tenants = (Tenants) systems.get(0);
    return new HouseUnderTest(
        data, systems, engine -> new KeyCallers(tenants, engine.store(), InstantSource.system()));
  }

  private static void live(HouseUnderTest house) throws Exception {
    var local = new Person(house, "local", "nobody has issued a key yet");
    Belongings.in("links").of(local);
    for (int i = 0; i < 50; i++) {
      local.makes("POST", "/links", "{'target':'https://a.example/" + i + "','slug':'s" + i + "'}");
    }
    local.makes("PUT", "/links/s7", "{'target':'https://b.example/'}");
    local.makes("DELETE", "/links/s8", "");
  }

  private static Verification.Findings verified(HouseUnderTest house) {
    return house.engine().verification().run();
  }

  @Test
  void sound_tables_are_found_sound_and_the_same_log_gives_the_same_digests() throws Exception {
    List<?> first;
    try (var house = house()) {
      live(house);
      var found = verified(house);
      assertTrue(found.sound(), found.differences() + " " + found.broken());
      var links = found.tables().stream().filter(t -> t.table().equals("links/link")).findFirst();
      assertEquals(52, links.orElseThrow().rows());
      assertTrue(found.skipped().isEmpty());
      first = found.tables();
    }
    try (var house = house()) {
      assertEquals(first, verified(house).tables());
    }
  }

  @Test
  void a_house_that_goes_on_meanwhile_is_verified_as_it_stood() throws Exception {
    try (var house = house()) {
      live(house);
      var writing =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < 300; i++) {
                    house.ask("POST", "/links", "{\"target\":\"https://c.example/" + i + "\"}");
                  }
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      writing.start();
      for (int i = 0; i < 3; i++) assertTrue(verified(house).sound());
      writing.join();
      assertTrue(verified(house).sound());
    }
  }

  @Test
  void a_row_that_was_tampered_with_is_found_and_named() throws Exception {
    try (var house = house()) {
      live(house);
    }
    tamper("https://b.example/", "https://x.example/");
    try (var house = house()) {
      var found = verified(house);
      assertEquals(1, found.differences().size(), found.differences().toString());
      var row = found.differences().get(0);
      assertEquals("links/link", row.table());
      assertEquals("local", row.tenant());
      assertTrue(row.key().contains("s7"), row.key());
      assertTrue(row.found().contains("https://x.example/"), row.found());
      assertTrue(row.expected().contains("https://b.example/"), row.expected());
    }
  }

  @Test
  void tables_made_anew_are_what_they_were() throws Exception {
    List<?> first;
    try (var house = house()) {
      live(house);
      first = verified(house).tables();
    }
    tamper("https://b.example/", "https://x.example/");
    var code = dev.mainstem.app.Index.typed("verify", "--rebuild", "--data", data.toString());
    assertEquals(0, code);
    try (var house = house()) {
      assertEquals(first, verified(house).tables());
    }
  }

  @Test
  void the_console_may_have_it_done_and_watch() throws Exception {
    try (var house = house()) {
      live(house);
      assertEquals("never", asked(house).path("state").asText());
      assertEquals(202, house.ask("POST", "/house/verify", "").statusCode());
      long deadline = System.nanoTime() + PATIENCE_NANOS;
      while (!asked(house).path("state").asText().matches("sound|unsound|failed")) {
        assertTrue(System.nanoTime() < deadline, asked(house).toString());
      }
      var done = asked(house);
      assertEquals("sound", done.path("state").asText(), done.toString());
      assertTrue(done.path("tables").size() > 10);
      assertEquals(done.path("of"), done.path("events"));
    }
  }

  private static JsonNode asked(HouseUnderTest house) throws Exception {
    return new ObjectMapper().readTree(house.ask("GET", "/house/verify", "").body());
  }

  /** Changes bytes of rows behind the house's back; both texts are of one length. */
  private void tamper(String text, String other) throws Exception {
    var tables = data.resolve("tables").toString();
    var handles = new ArrayList<ColumnFamilyHandle>();
    var families = new ArrayList<ColumnFamilyDescriptor>();
    try (var options = new Options()) {
      for (var name : RocksDB.listColumnFamilies(options, tables)) {
        families.add(new ColumnFamilyDescriptor(name));
      }
    }
    int changed = 0;
    try (var options = new DBOptions();
        var db = RocksDB.open(options, tables, families, handles)) {
      for (var handle : handles) {
        if (!new String(handle.getName(), StandardCharsets.UTF_8).equals("rows")) continue;
        try (var all = db.newIterator(handle)) {
          for (all.seekToFirst(); all.isValid(); all.next()) {
            var value = new String(all.value(), StandardCharsets.ISO_8859_1);
            if (!value.contains(text)) continue;
            var bytes = value.replace(text, other).getBytes(StandardCharsets.ISO_8859_1);
            db.put(handle, all.key(), bytes);
            changed++;
          }
        }
        try (var flush = new FlushOptions()) {
          db.flush(flush, handle);
        }
      }
      for (var handle : handles) handle.close();
    }
    assertEquals(1, changed, "rows that were tampered with");
  }

  /** What is expected of the house's reads of its own state. */
  @Test
  void only_the_first_tenant_may_ask() throws Exception {
    try (var house = house()) {
      var operator = new Person(house, "local", "nobody has issued a key yet");
      operator.makes("POST", "/tenants", "{'id':'annegret','title':'The firm'}");
      var owner = key(house, operator, "local");
      var ann = key(house, new Person(house, "local", owner), "annegret");
      var headers = Map.of("Authorization", "Bearer " + ann);
      var answer =
          house.ask("GET", "/house/verify", "", "Authorization", headers.get("Authorization"));
      assertEquals(403, answer.statusCode(), answer.body());
    }
  }

  private static String key(HouseUnderTest house, Person by, String tenant) throws Exception {
    var body = "{'name':'k','scopes':['owner']}";
    return by.makes("POST", "/tenants/" + tenant + "/keys", body)
        .replaceAll(".*\"secret\":\"([^\"]+)\".*", "$1");
  }
}
