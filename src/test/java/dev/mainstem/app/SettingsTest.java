package dev.mainstem.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  private static final Path CONF = Path.of("conf/mainstem.yaml");

  @TempDir private Path directory;

  @Test
  void what_nobody_sets_has_its_default() {
    var settings = sets();
    assertEquals(8080, settings.of(Catalogue.HTTP.port()));
    assertEquals("127.0.0.1", settings.of(Catalogue.LINKS_REDIRECT.host()));
    assertEquals(true, settings.of(Catalogue.LINKS_REDIRECT.enabled()));
  }

  @Test
  void the_command_line_wins_over_the_environment_and_that_over_the_file() throws IOException {
    var file = file("http:\n  port: 1\n  readers: 1\nwriter.inbox: 1\n");
    var environment = Map.of("MAINSTEM_HTTP_PORT", "2", "MAINSTEM_HTTP_READERS", "2");
    var sources = new Sources(Optional.of(file), environment, List.of("http.port=3"));
    var settings = Settings.from(sources);
    assertEquals(3, settings.of(Catalogue.HTTP.port()));
    assertEquals(2, settings.of(Catalogue.HTTP_READERS));
    assertEquals(1, settings.of(Catalogue.WRITER_INBOX));
  }

  @Test
  void a_dotted_and_dashed_key_has_a_name_in_the_environment() {
    var settings =
        environment(
            Map.of(
                "MAINSTEM_LINKS_REDIRECT_PORT", "7",
                "MAINSTEM_HTTP_MAX_BODY_BYTES", "2048",
                "PATH", "/bin"));
    assertEquals(7, settings.of(Catalogue.LINKS_REDIRECT.port()));
    assertEquals(2048, settings.of(Catalogue.HTTP_MAX_BODY_BYTES));
  }

  @Test
  void no_two_settings_share_a_name_in_the_environment() {
    var names = Catalogue.all().stream().map(Setting::variable).toList();
    assertEquals(names.size(), names.stream().distinct().count());
  }

  @Test
  void every_setting_sets_something() throws Exception {
    var all = new StringBuilder();
    try (var files = Files.list(Path.of("src/main/java/dev/mainstem/app"))) {
      for (var file : files.filter(f -> !f.endsWith("Catalogue.java")).toList()) {
        all.append(Files.readString(file));
      }
    }
    var declared = Pattern.compile("static final (?:Setting<.*?>|Door) (\\w+)\\s*=");
    var catalogue = Path.of("src/main/java/dev/mainstem/app/Catalogue.java");
    var found = declared.matcher(Files.readString(catalogue)).results().toList();
    assertTrue(found.size() > 10);
    for (var each : found) {
      boolean door = each.group().contains(" Door ");
      assertTrue(door || all.indexOf("Catalogue." + each.group(1)) >= 0, each.group(1));
    }
  }

  @Test
  void every_default_is_allowed_by_its_own_bounds() {
    for (var setting : Catalogue.all()) {
      assertTrue(setting.kind().read(setting.fallback().toString()).isPresent(), setting.key());
    }
  }

  @Test
  void an_unknown_key_is_named_with_its_place_and_the_nearest_known_one() throws IOException {
    assertRefused("Unknown setting 'http.prt' in --set; did you mean 'http.port'?", "http.prt=1");
    var file = file("links:\n  redirct:\n    port: 1\n");
    var inFile = assertThrows(CannotStart.class, () -> Settings.from(only(file)));
    assertEquals(
        "Unknown setting 'links.redirct.port' in %s; did you mean 'links.redirect.port'?"
            .formatted(file),
        inFile.getMessage());
    var variable =
        assertThrows(CannotStart.class, () -> environment(Map.of("MAINSTEM_HTTP_PROT", "1")));
    assertEquals(
        "Unknown setting 'http.prot' in the environment variable MAINSTEM_HTTP_PROT;"
            + " did you mean 'http.port'?",
        variable.getMessage());
  }

  @Test
  void a_value_that_is_not_allowed_is_named_with_what_is() {
    assertRefused(
        "The setting 'http.port' in --set must be a whole number from 0 to 65535, not '70000'.",
        "http.port=70000");
    assertRefused(
        "The setting 'http.port' in --set must be a whole number from 0 to 65535, not 'x'.",
        "http.port=x");
    assertRefused(
        "The setting 'log.json' in --set must be true or false, not 'yes'.", "log.json=yes");
    assertRefused(
        "The setting 'http.host' in --set must be a text that is not blank, not ''.", "http.host=");
    assertRefused("--set takes KEY=VALUE, not 'http.port'.", "http.port");
  }

  @Test
  void all_mistakes_are_told_at_once() {
    var refused = assertThrows(CannotStart.class, () -> sets("a=1", "http.port=x"));
    assertEquals(2, refused.getMessage().lines().count());
  }

  @Test
  void a_value_may_stand_in_the_environment_or_in_a_file() throws IOException {
    var secret = Files.writeString(directory.resolve("port"), "4711\n");
    assertEquals(4711, sets("http.port=${file:" + secret + "}").of(Catalogue.HTTP.port()));
    var sources =
        new Sources(Optional.empty(), Map.of("HOST", "::1"), List.of("http.host=[${env:HOST}]"));
    assertEquals("[::1]", Settings.from(sources).of(Catalogue.HTTP.host()));
  }

  @Test
  void a_message_shows_the_reference_and_never_what_stands_behind_it() throws IOException {
    var secret = Files.writeString(directory.resolve("secret"), "hunter2");
    var reference = "${file:" + secret + "}";
    var refused = assertThrows(CannotStart.class, () -> sets("http.port=" + reference));
    assertTrue(refused.getMessage().contains(reference), refused.getMessage());
    assertFalse(refused.getMessage().contains("hunter2"), refused.getMessage());
    assertFalse(sets("http.host=" + reference).toString().contains("hunter2"));
    assertRefused(
        "The setting 'http.host' in --set refers to ${env:NOT_THERE}, which cannot be read.",
        "http.host=${env:NOT_THERE}");
  }

  @Test
  void a_file_that_is_not_settings_is_refused_with_its_name() throws IOException {
    for (var text : List.of("http: [", "- a\n", "http.port: 1\nhttp.port: 2\n", "just words")) {
      var file = file(text);
      var refused = assertThrows(CannotStart.class, () -> Settings.from(only(file)), text);
      assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
    }
    var absent = only(directory.resolve("absent.yaml"));
    assertThrows(CannotStart.class, () -> Settings.from(absent));
    assertRefusedList(file("http:\n  port: [1, 2]\n"));
  }

  @Test
  void an_empty_file_and_keys_without_values_set_nothing() throws IOException {
    for (var text : List.of("", "# nothing\n", "http:\n  # port: 1\n")) {
      assertEquals(8080, Settings.from(only(file(text))).of(Catalogue.HTTP.port()), text);
    }
  }

  @Test
  void the_file_an_operator_edits_holds_every_key_with_its_default_and_its_sentence()
      throws IOException {
    var lines = Files.readAllLines(CONF);
    for (var setting : Catalogue.all()) {
      int at = lines.indexOf(setting.key() + ": " + setting.fallback());
      assertTrue(at > 0, setting.key() + " with its default is missing in " + CONF);
      assertEquals("# " + setting.about(), lines.get(at - 1), "above " + setting.key());
    }
    long keys = lines.stream().filter(line -> line.matches("[a-z].*")).count();
    assertEquals(Catalogue.all().size(), keys, "keys in " + CONF);
    Settings.from(only(CONF));
  }

  private void assertRefusedList(Path file) {
    var refused = assertThrows(CannotStart.class, () -> Settings.from(only(file)));
    assertTrue(refused.getMessage().endsWith("not 'a list'."), refused.getMessage());
  }

  private static void assertRefused(String message, String... sets) {
    assertEquals(message, assertThrows(CannotStart.class, () -> sets(sets)).getMessage());
  }

  private static Settings sets(String... sets) {
    return Settings.from(new Sources(Optional.empty(), Map.of(), List.of(sets)));
  }

  private static Settings environment(Map<String, String> environment) {
    return Settings.from(new Sources(Optional.empty(), environment, List.of()));
  }

  private static Sources only(Path file) {
    return new Sources(Optional.of(file), Map.of(), List.of());
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("conf.yaml"), text);
  }
}
