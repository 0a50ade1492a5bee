package dev.mainstem.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The house is tidy, and each rule of tidiness is seen to bite. */
class TidyTest {
  private static final Pattern SOURCE = Pattern.compile(".*\\.(java|js|mjs|css|html)");
  private static final String SYSTEM = "src/main/java/dev/mainstem/systems/links/";
  private static final String ENGINE = "src/main/java/dev/mainstem/engine/";

  @Test
  void the_house_is_tidy() throws IOException {
    var complaints = new ArrayList<String>();
    try (var files = Files.walk(Path.of("src"))) {
      files
          .filter(file -> SOURCE.matcher(file.toString()).matches())
          .filter(file -> !file.toString().contains("node_modules"))
          .forEach(file -> complaints.addAll(TidyRules.complaints(slashes(file), read(file))));
    }
    assertTrue(complaints.isEmpty(), "\n" + String.join("\n", complaints));
  }

  @Test
  void a_line_ends_at_column_100_but_an_import_may_go_on() {
    assertTidy("// " + "x".repeat(97));
    assertUntidy("is longer than 100 columns", "// " + "x".repeat(98));
    assertTidy("import " + "x".repeat(98) + ";\nclass A {}");
  }

  @ParameterizedTest
  @CsvSource({
    "LinkCommand.java, 400",
    "LinkEvent.java, 400",
    "LinkTables.java, 200",
    "Links.java, 200",
  })
  void a_system_file_is_short_and_a_vocabulary_may_be_longer(String name, int limit) {
    assertEquals(List.of(), TidyRules.complaints(SYSTEM + name, "\n".repeat(limit)));
    var complaints = TidyRules.complaints(SYSTEM + name, "\n".repeat(limit + 1));
    var expected = SYSTEM + name + ":" + (limit + 1) + " is past line " + limit;
    assertEquals(List.of(expected), complaints);
  }

  @Test
  void any_other_file_has_400_lines() {
    assertTidy("\n".repeat(400));
    assertUntidy("is past line 400", "\n".repeat(401));
  }

  @ParameterizedTest
  @CsvSource({"open, 40", "decide, 15", "applyTo, 8"})
  void a_method_is_short_and_a_rule_shorter(String name, int limit) {
    assertTidy(method(name, limit));
    assertUntidy(name + " has " + (limit + 1) + " lines", method(name, limit + 1));
    assertTidy(method("@Override\n @Deprecated\n public", name, limit));
  }

  @Test
  void a_method_takes_four_parameters() {
    assertTidy("class A { void a(int b, int c, int d, int e) {} }");
    assertUntidy("more than 4", "class A { void a(int b, int c, int d, int e, int f) {} }");
    assertUntidy("more than 4", "class A { A(int b, int c, int d, int e, int f) {} }");
    assertUntidy("more than 4", "interface A { void a(int b, int c, int d, int e, int f); }");
  }

  @Test
  void a_record_may_have_more_components() {
    assertTidy("record A(int b, int c, int d, int e, int f) {}");
    assertTidy("record A(int b, int c, int d, int e, int f) { A { b++; } }");
    var record = "record A(int b, int c, int d, int e, int f) {\n static int X = 1; %s }";
    assertTidy(record.formatted("A(int b, int c, int d, int e, int f) { ask(); }"));
    assertUntidy("more than 4", record.formatted("void a(int g, int h, int i, int j, int k) {}"));
    assertUntidy(
        "more than 4", record.formatted("A(int b, int c, int d, int e, int f, int g) { ask(); }"));
  }

  @Test
  void nobody_sleeps() {
    assertUntidy("sleeps", body("Thread.sleep(5);"));
    assertTidy(body("ask(\"Thread.sleep(5)\"); // Thread.sleep"));
  }

  @Test
  void only_app_and_bench_print() {
    var printing = body("System.out.println();");
    assertUntidy("prints", printing);
    for (var room :
        List.of("src/main/java/dev/mainstem/app/", "src/test/java/dev/mainstem/bench/")) {
      assertEquals(List.of(), TidyRules.complaints(room + "A.java", printing));
    }
  }

  @Test
  void no_stack_is_printed() {
    assertUntidy("prints a stack", body("e.printStackTrace();"));
    assertUntidy("prints a stack", body("ask(Throwable::new, e.cause().printStackTrace());"));
  }

  @Test
  void no_test_is_switched_off() {
    assertUntidy("switches a test off", "class A { @Disabled void a() {} }");
    assertUntidy("switches a test off", "@org.junit.jupiter.api.Disabled(\"why\") class A {}");
  }

  @Test
  void nothing_is_left_undone() {
    assertUntidy("undone", "// TO" + "DO later\nclass A {}");
    assertUntidy("undone", "/* FIX" + "ME */ class A {}");
    assertTidy("// Mastodon\nclass A {}");
  }

  @ParameterizedTest
  @CsvSource({
    "LinkManager",
    "LinkHelper",
    "LinkUtil",
    "LinkUtils",
    "LinkService",
    "LinkImpl",
    "LinkBase",
    "LinkData",
    "LinkInfo",
  })
  void a_type_names_a_thing(String name) {
    for (var type :
        List.of("class %s {}", "record %s(int a) {}", "enum %s {}", "interface %s {}")) {
      assertUntidy("names no thing", type.formatted(name));
      assertUntidy("names no thing", "class A { " + type.formatted(name) + " }");
    }
  }

  private static String body(String statements) {
    return "class A { void a() { " + statements + " } }";
  }

  private static String method(String name, int lines) {
    return method("public", name, lines);
  }

  private static String method(String before, String name, int lines) {
    var statements =
        IntStream.range(0, lines - 2).mapToObj(i -> "ask();\n").collect(Collectors.joining());
    return "class A {\n" + before + " void " + name + "() {\n" + statements + "}\n}\n";
  }

  private static void assertTidy(String text) {
    assertEquals(List.of(), TidyRules.complaints(ENGINE + "A.java", text));
  }

  private static void assertUntidy(String because, String text) {
    var complaints = TidyRules.complaints(ENGINE + "A.java", text);
    assertTrue(
        complaints.stream().anyMatch(complaint -> complaint.contains(because)),
        because + " expected, but: " + complaints);
  }

  private static String slashes(Path file) {
    return file.toString().replace('\\', '/');
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
