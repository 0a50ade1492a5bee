package dev.mainstem.house;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule of the architecture is seen to bite, on a small house that breaks it. */
class ArchitectureBiteTest {
  private static final String ASK = "dev.mainstem.systems.links.LinkCommand";
  private static final String FACT = "dev.mainstem.systems.links.LinkEvent";
  private static final String LINKS = "dev.mainstem.systems.links.Links";

  @TempDir private Path directory;

  @Test
  void the_kernel_may_not_know_a_library() {
    assertBites(
        ArchitectureTest.the_kernel_knows_the_jdk_only,
        type("dev.mainstem.kernel.Word", "class Word { io.vertx.core.Vertx v; }"));
  }

  @Test
  void the_machinery_may_not_know_a_system_or_a_wire() {
    for (var room : List.of("log", "store", "codec", "engine")) {
      assertBites(
          ArchitectureTest.the_machinery_knows_no_system_and_no_wire,
          type(LINKS, "public class Links {}"),
          type("dev.mainstem." + room + ".Part", "class Part { " + LINKS + " links; }"));
    }
    assertBites(
        ArchitectureTest.the_machinery_knows_no_system_and_no_wire,
        type("dev.mainstem.wire.http.Door", "public class Door {}"),
        type("dev.mainstem.engine.Part", "class Part { dev.mainstem.wire.http.Door door; }"));
  }

  @Test
  void a_wire_may_not_know_a_system_or_another_wire() {
    assertBites(
        ArchitectureTest.a_wire_knows_no_system,
        type(LINKS, "public class Links {}"),
        type("dev.mainstem.wire.http.Door", "class Door { " + LINKS + " links; }"));
    assertBites(
        ArchitectureTest.a_wire_knows_no_other_wire,
        type("dev.mainstem.wire.http.Door", "public class Door {}"),
        type("dev.mainstem.wire.resp.Line", "class Line { dev.mainstem.wire.http.Door door; }"));
  }

  @Test
  void two_systems_may_not_know_each_other() {
    var stock = "dev.mainstem.systems.stock.Stock";
    assertBites(
        ArchitectureTest.systems_are_free_of_cycles,
        type(LINKS, "public class Links { " + stock + " stock; }"),
        type(stock, "public class Stock { " + LINKS + " links; }"));
  }

  @Test
  void nobody_but_the_index_may_name_a_system() {
    var links = type(LINKS, "public class Links {}");
    var rule = ArchitectureTest.only_the_index_names_all_systems;
    assertBites(rule, links, type("dev.mainstem.app.Main", "class Main { " + LINKS + " l; }"));
    assertAllows(
        rule,
        links,
        type(
            "dev.mainstem.app.Systems",
            "class Systems { Object o() {" + " return new Object() { " + LINKS + " l; }; } }"));
  }

  @Test
  void a_rule_and_a_table_may_not_know_machinery() {
    var rule = ArchitectureTest.rules_and_tables_know_no_machinery;
    assertBites(rule, type(ASK, "interface LinkCommand { record Ask(io.vertx.core.Vertx v) {} }"));
    assertBites(
        rule,
        type("dev.mainstem.engine.Part", "public class Part {}"),
        type(
            "dev.mainstem.systems.links.LinkTables",
            "class LinkTables { dev.mainstem.engine.Part part; }"));
    assertAllows(rule, type(LINKS, "class Links { io.vertx.core.Vertx v; }"));
  }

  @Test
  void a_rule_may_not_read_a_clock_or_throw_dice() {
    var calls =
        List.of(
            "java.time.Instant.now()",
            "java.time.LocalDate.now()",
            "System.currentTimeMillis()",
            "System.nanoTime()",
            "Math.random()",
            "java.util.UUID.randomUUID()");
    for (var call : calls) {
      assertBites(
          ArchitectureTest.commands_and_events_have_no_clock_and_no_dice,
          type(
              FACT,
              "interface LinkEvent { record Past() { Object at() { return " + call + "; } } }"));
    }
    for (var held : List.of("java.util.Random", "java.time.Clock", "java.security.SecureRandom")) {
      assertBites(
          ArchitectureTest.commands_and_events_hold_no_clock_and_no_dice,
          type(ASK, "interface LinkCommand { record Ask(" + held + " dice) {} }"));
    }
    assertBites(
        ArchitectureTest.commands_and_events_hold_no_clock_and_no_dice,
        type(
            ASK,
            "interface LinkCommand { record Ask() { int a() { return"
                + " java.util.concurrent.ThreadLocalRandom.current().nextInt(); } } }"));
  }

  @Test
  void an_event_may_not_refuse() {
    var refusal = "dev.mainstem.kernel.Refusal";
    var rule = ArchitectureTest.events_never_refuse;
    assertBites(
        rule,
        type(FACT, "interface LinkEvent { record Past() { void a(" + refusal + " no) {} } }"));
    assertBites(
        rule,
        type("dev.mainstem.systems.links.LinkProblem", "class LinkProblem { static void no() {} }"),
        type(FACT, "interface LinkEvent { record Past() { void a() { LinkProblem.no(); } } }"));
    assertAllows(
        rule,
        type(ASK, "interface LinkCommand { record Ask() { void a(" + refusal + " no) {} } }"));
  }

  @Test
  void tables_may_not_be_public() {
    assertBites(
        ArchitectureTest.tables_are_package_private,
        type("dev.mainstem.systems.links.LinkTables", "public class LinkTables {}"));
  }

  @Test
  void a_command_may_not_be_a_class() {
    var command =
        "interface LinkCommand extends dev.mainstem.kernel.Command<dev.mainstem.kernel.Tables,"
            + " Void> {\n"
            + "%s Ask%s implements LinkCommand { public dev.mainstem.kernel.Decision<Void>"
            + " decide(dev.mainstem.kernel.Tables t, dev.mainstem.kernel.Moment m) { return null; }"
            + " } }";
    var rule = ArchitectureTest.commands_and_events_are_records;
    assertBites(rule, type(ASK, command.formatted("class", "")));
    assertAllows(rule, type(ASK, command.formatted("record", "()")));
  }

  @Test
  void nobody_but_the_codec_may_look_into_types() {
    var rule = ArchitectureTest.only_the_codec_looks_into_types;
    var looks =
        "class Part { Object a(Object o) { return o.getClass().getMethods()[0].getName(); } }";
    assertBites(rule, type("dev.mainstem.engine.Part", looks));
    assertAllows(rule, type("dev.mainstem.codec.Part", looks));
    assertBites(
        rule,
        type(
            "dev.mainstem.engine.Part",
            "class Part { Object a() { return java.lang.invoke.MethodHandles.lookup(); } }"));
    assertAllows(
        rule,
        type(
            "dev.mainstem.log.Part",
            """
            class Part {
              static final java.lang.invoke.VarHandle INT =
                  java.lang.invoke.MethodHandles.byteArrayViewVarHandle(
                      int[].class, java.nio.ByteOrder.BIG_ENDIAN);
              int a(byte[] b) { return (int) INT.get(b, 0); }
            }
            """));
    assertAllows(
        rule,
        type(
            "dev.mainstem.engine.Part",
            "record Part(int a) { Runnable b() { return () -> System.gc(); }"
                + " String c() { return a + \"!\"; } }"));
  }

  private record Source(String name, String text) {}

  private static Source type(String name, String body) {
    return new Source(name, "package " + name.replaceFirst("\\.[^.]*$", ";\n") + body);
  }

  private void assertBites(ArchRule rule, Source... house) {
    assertTrue(rule.evaluate(built(house)).hasViolation(), "allowed: " + List.of(house));
  }

  private void assertAllows(ArchRule rule, Source... house) {
    var result = rule.evaluate(built(house));
    assertFalse(result.hasViolation(), result.getFailureReport().toString());
  }

  private JavaClasses built(Source... house) {
    try {
      var into = Files.createTempDirectory(directory, "house");
      var arguments = new ArrayList<>(List.of("-proc:none", "-d", into.toString()));
      for (var source : house) {
        var file = into.resolve(source.name().replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        arguments.add(Files.writeString(file, source.text()).toString());
      }
      var compiler = ToolProvider.getSystemJavaCompiler();
      int code = compiler.run(null, null, null, arguments.toArray(String[]::new));
      if (code != 0) throw new AssertionError("does not compile: " + List.of(house));
      return new ClassFileImporter().importPath(into);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
