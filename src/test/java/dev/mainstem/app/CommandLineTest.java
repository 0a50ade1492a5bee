package dev.mainstem.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.engine.Callers;
import dev.mainstem.house.HouseUnderTest;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.shop.Carrier;
import dev.mainstem.shop.Shop;
import dev.mainstem.shop.Wallet;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be typed; what starts a whole house is in JarIT. */
class CommandLineTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path directory;

  @Test
  void version_prints_one_line() {
    assertEquals(0, type("version"));
    var line = out.toString();
    assertTrue(line.matches("mainstem \\S+, Java \\S+\\R"), line);
    assertEquals(0, type("--version"));
    assertEquals(line + line, out.toString());
  }

  @Test
  void help_names_every_command() {
    assertEquals(0, type("--help"));
    assertTrue(out.toString().contains("serve"), out.toString());
    assertTrue(out.toString().contains("version"), out.toString());
  }

  @Test
  void what_is_not_known_is_refused_with_the_nearest_that_is() {
    assertEquals(2, type("sevre"));
    assertTrue(err.toString().contains("Did you mean: "), err.toString());
    assertTrue(err.toString().contains("mainstem serve"), err.toString());
  }

  @Test
  void serving_is_the_default_and_a_mistake_ends_it_with_one_line() {
    var mistake = "Unknown setting 'http.prt' in --set; did you mean 'http.port'?\n";
    assertEquals(1, type("--set", "http.prt=1"));
    assertEquals(mistake, err.toString());
    err.getBuffer().setLength(0);
    assertEquals(1, type("serve", "--set", "http.prt=1"));
    assertEquals(mistake, err.toString());
    err.getBuffer().setLength(0);
    assertEquals(1, type("--set", "http.prt=1", "serve"));
    assertEquals(mistake, err.toString());
  }

  @Test
  void the_data_directory_is_looked_at_before_anything_runs() {
    assertEquals(1, type("--data", "/proc/mainstem", "--set", "http.port=0"));
    assertTrue(err.toString().startsWith("The data directory /proc/mainstem cannot be written"));
  }

  @Test
  void a_settings_file_that_is_named_must_be_there() {
    var absent = directory.resolve("absent.yaml");
    assertEquals(1, type("--conf", absent.toString()));
    assertTrue(err.toString().startsWith("The settings file " + absent + " cannot be read"));
  }

  @Test
  void why_prints_the_story_of_an_event_and_of_a_thing_from_the_log_alone() throws Exception {
    var carrier = new Carrier(1);
    carrier.honest();
    List<Subsystem<?>> systems = List.of(new Wallet(), new Shop(carrier));
    try (var house = new HouseUnderTest(directory, systems, engine -> new Nobody())) {
      house.tell("local", "wallet", new Wallet.Fund("ann", 500));
      house.tell("local", "shop", new Shop.Buy("o1", "ann", 200));
      while (!house.ask("GET", "/why/shop/o1", "").body().contains("wallet.Taken")) {
        Thread.onSpinWait();
      }
    }
    assertEquals(0, type("why", "shop/o1", "--data", directory.toString()));
    var story = out.toString();
    assertTrue(story.contains("shop.Bought"), story);
    assertTrue(story.contains("  shop: Hold"), story);
    assertTrue(story.lines().anyMatch(line -> line.startsWith("      wallet.WasHeld")), story);
    out.getBuffer().setLength(0);
    var taken = story.lines().filter(line -> line.contains("shop: Take")).findFirst().orElseThrow();
    assertEquals(0, type("why", taken.strip().split(" ")[0], "--data", directory.toString()));
    assertEquals(story, out.toString());
    assertEquals(1, type("why", "shop/o2", "--data", directory.toString()));
    assertEquals(1, type("why", "main-999", "--data", directory.toString()));
    assertEquals(1, type("why", "main-1", "--data", directory.resolve("none").toString()));
  }

  @Test
  void the_doctor_says_what_is_well_and_what_to_do_about_the_rest() throws Exception {
    var data = directory.resolve("data");
    var ask = new ArrayList<>(List.of("doctor", "--data", data.toString()));
    for (var each : List.of("disk.min-free-mb=0", "disk.min-free-percent=0", "http.port=0")) {
      ask.addAll(List.of("--set", each));
    }
    ask.addAll(List.of("--set", "links.redirect.port=0"));
    assertEquals(0, type(ask.toArray(String[]::new)), out.toString());
    assertTrue(out.toString().contains("it will be made"), out.toString());
    assertFalse(Files.exists(data), "it only looks");
    assertEquals(0, type("verify", "--data", data.toString()));
    assertFound(0, "ok    log       main ends at 0, the newest segment is whole", ask);
    ask.add("--full");
    assertFound(0, "ok    log       main ends at 0, every frame is whole", ask);
    Files.write(data.resolve("keys/links"), new byte[3]);
    assertFound(2, "FAIL  keys      " + data.resolve("keys/links") + " is damaged", ask);
    Files.writeString(data.resolve("format"), "99");
    assertFound(2, "FAIL  format    ", ask);
    var segment = data.resolve("log/main/00000000000000000001.seg");
    var bytes = Files.readAllBytes(segment);
    bytes[100] ^= 1;
    Files.write(segment, bytes);
    assertFound(2, "FAIL  log       segment main/00000000000000000001.seg is damaged", ask);
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ask.addAll(List.of("--set", "http.port=" + taken.getLocalPort()));
      assertFound(2, "FAIL  door      http on 127.0.0.1:" + taken.getLocalPort(), ask);
    }
    ask.addAll(
        List.of("--set", "disk.min-free-percent=90", "--set", "disk.min-free-mb=1073741824"));
    assertFound(2, "FAIL  disk      ", ask);
    Files.writeString(data.resolve("backup.json"), "{}");
    assertFound(2, "is a backup", ask);
  }

  private void assertFound(int code, String line, List<String> ask) {
    out.getBuffer().setLength(0);
    assertEquals(code, type(ask.toArray(String[]::new)), out.toString());
    assertTrue(out.toString().contains(line), out.toString());
  }

  /** Nobody has issued a key. */
  private static final class Nobody implements Callers {
    @Override
    public Optional<Who> byKey(String key, boolean memoryOnly) {
      return Optional.empty();
    }

    @Override
    public Optional<Who> byHash(String keyHash, boolean memoryOnly) {
      return Optional.empty();
    }

    @Override
    public String hash(String key) {
      return key;
    }

    @Override
    public boolean keysIssued(boolean memoryOnly) {
      return false;
    }
  }

  private int type(String... words) {
    return Mainstem.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }
}
