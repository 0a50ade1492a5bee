package dev.mainstem.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mainstem.kernel.Change;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client may not send, line by line, and what it is told. */
final class StrictJsonTest {
  private final Codec codec = new Codec();

  enum Colour {
    RED,
    DARK_BLUE
  }

  record Slug(String text) {}

  record Inner(@Size(max = 3) String name, int count) {}

  record Order(
      @Size(min = 1, max = 5) String name,
      long cents,
      Slug slug,
      Colour colour,
      Instant at,
      Optional<@Positive Integer> most,
      Set<@Pattern(regexp = "[a-z]+") String> tags,
      List<Inner> inner) {}

  record Patch(Change<@Size(max = 3) String> title, Change<Integer> count) {}

  private static final String GOOD =
      "'name':'ann','cents':1,'slug':'s','colour':'dark-blue','at':'2026-03-01T00:00:00Z'";

  private String faults(String json) {
    var bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    var bad = assertThrows(BadInput.class, () -> codec.fromJson(Order.class, bytes));
    return bad.fields().stream()
        .map(f -> f.pointer() + " " + f.problem())
        .sorted()
        .collect(Collectors.joining("; "))
        .strip();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{                                     | malformed",
        "{GOOD,'inner':[{'name':'a','name':'b'}]} | /inner/0/name repeated",
        "{GOOD,'inner':[{'name':tru}]}         | /inner/0/name malformed",
        "{GOOD,'most':NaN}                     | /most malformed",
        "{GOOD,'most':-3000000000}             | /most too-large",
        "{GOOD,'most':99999999999999999999}    | /most too-large",
        "{GOOD,'a/b~c':1}                      | /a~1b~0c unknown",
        "{GOOD,'evil':{'deep':[{'x':1}]}}      | /evil unknown",
        "{GOOD,'inner':[{},{'name':'a','count':'1'}]} |"
            + " /inner/0/count missing; /inner/0/name missing; /inner/1/count wrong-type",
        "[]                                    | missing-object",
        "{GOOD} x                              | malformed",
        "{GOOD}{}                              | malformed",
        "{GOOD,'cents':2}                      | /cents repeated",
        "{GOOD,'evil':1}                       | /evil unknown",
        "{GOOD,'most':'1'}                     | /most wrong-type",
        "{GOOD,'most':1.5}                     | /most wrong-type",
        "{GOOD,'most':3000000000}              | /most too-large",
        "{GOOD,'most':0}                       | /most too-small",
        "{GOOD,'tags':['a','a']}               | /tags/1 repeated",
        "{GOOD,'tags':['A']}                   | /tags/0 bad-form",
        "{GOOD,'tags':[null]}                  | /tags/0 missing",
        "{GOOD,'tags':'a'}                     | /tags wrong-type",
        "{GOOD,'inner':[{'name':'long','count':1}]} | /inner/0/name too-long",
        "{GOOD,'inner':[{'name':'a'}]}         | /inner/0/count missing",
        "{GOOD,'inner':[{'name':'a','count':1,'x':{}}]} | /inner/0/x unknown",
      })
  void a_bad_body_is_told_where_and_why(String body, String expected) {
    var wanted = expected.equals("missing-object") ? "wrong-type" : expected;
    assertEquals(wanted, faults(body.replace("GOOD", GOOD)));
  }

  @Test
  void a_set_is_read_in_the_order_it_is_written() {
    var body = ("{" + GOOD + ",'tags':['red','blue','green']}").replace('\'', '"');
    var fromDoor = codec.fromJson(Order.class, body.getBytes(StandardCharsets.UTF_8));
    var fromLog = codec.fromCbor(Order.class, codec.toCbor(fromDoor));
    assertEquals(List.of("blue", "green", "red"), List.copyOf(fromDoor.tags()));
    assertEquals(List.copyOf(fromDoor.tags()), List.copyOf(fromLog.tags()));
  }

  @Test
  void every_missing_field_is_named_at_once() {
    assertEquals(
        "/at missing; /cents missing; /colour missing; /name missing; /slug missing", faults("{}"));
  }

  @Test
  void what_no_text_may_hold_is_refused() {
    assertEquals("/name malformed", faults("{" + GOOD.replace("ann", "a\\u0000") + "}"));
    assertEquals("/name malformed", faults("{" + GOOD.replace("ann", "a\\ud800") + "}"));
  }

  @Test
  void bad_utf_8_and_deep_nesting_are_malformed() {
    var bad = new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'};
    assertThrows(BadInput.class, () -> codec.fromJson(Order.class, bad));
    var deep = faults("{'evil':" + "[".repeat(40) + "]".repeat(40) + "}");
    assertEquals("/evil" + "/0".repeat(31) + " too-deep", deep);
    assertEquals("/cents too-long", faults("{'cents':" + "1".repeat(2_000) + "}"));
  }

  @ParameterizedTest
  @CsvSource({
    "c080, an overlong zero",
    "c1bf, an overlong letter",
    "eda080, half of a surrogate pair",
    "f4908080, beyond the last character",
    "e282, a character cut off",
    "ff, a byte that is in no character",
  })
  void a_body_that_is_not_utf_8_is_refused(String hex, String what) {
    var text = HexFormat.of().parseHex(hex);
    var before = "{\"name\":\"".getBytes(StandardCharsets.UTF_8);
    var body = Arrays.copyOf(before, before.length + text.length + 2);
    System.arraycopy(text, 0, body, before.length, text.length);
    body[body.length - 2] = '"';
    body[body.length - 1] = '}';
    var bad = assertThrows(BadInput.class, () -> codec.fromJson(Order.class, body), what);
    var detail = "The body is not UTF-8, at byte " + before.length + ".";
    assertEquals(List.of(new BadInput.Field("", "malformed", detail)), bad.fields());
  }

  @Test
  void other_encodings_than_utf_8_are_not_guessed() {
    for (var other : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      var body = ("{" + GOOD + "}").replace('\'', '"').getBytes(other);
      assertThrows(BadInput.class, () -> codec.fromJson(Order.class, body));
    }
  }

  @Test
  void path_and_query_fill_the_command_and_may_not_be_repeated_in_the_body() {
    var body =
        ("{" + GOOD + "}")
            .replace('\'', '"')
            .replace("\"cents\":1,", "")
            .getBytes(StandardCharsets.UTF_8);
    assertEquals(7, codec.fill(Order.class, Map.of("cents", "7"), body, false).cents());
    var bad =
        assertThrows(
            BadInput.class, () -> codec.fill(Order.class, Map.of("cents", "x"), body, false));
    assertEquals("/cents", bad.fields().get(0).pointer());
    var twice = ("{" + GOOD + "}").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    assertThrows(BadInput.class, () -> codec.fill(Order.class, Map.of("cents", "7"), twice, false));
  }

  @Test
  void a_patch_tells_absent_from_null_and_checks_what_it_sets() {
    var patch =
        codec.fill(
            Patch.class, Map.of(), "{\"title\":null}".getBytes(StandardCharsets.UTF_8), true);
    assertEquals(new Patch(new Change.Clear<>(), new Change.Keep<>()), patch);
    var bad = "{\"title\":\"long\"}".getBytes(StandardCharsets.UTF_8);
    assertThrows(BadInput.class, () -> codec.fill(Patch.class, Map.of(), bad, true));
  }

  @Test
  void what_is_written_can_be_read_back_in_both_forms() {
    var order =
        new Order(
            "ann",
            -5,
            new Slug("x"),
            Colour.DARK_BLUE,
            Instant.parse("2026-03-01T00:00:00.000001Z"),
            Optional.of(3),
            Set.of("b", "a"),
            List.of(new Inner("i", 1)));
    assertEquals(order, codec.fromCbor(Order.class, codec.toCbor(order)));
    assertEquals(order, codec.fromJson(Order.class, codec.toJson(order)));
  }

  record Old(String name) {}

  record Grown(String name, Optional<String> title, List<String> tags, int count) {}

  @Test
  void old_bytes_are_read_by_grown_records_and_new_ones_by_old() {
    var grown = codec.fromCbor(Grown.class, codec.toCbor(new Old("a")));
    assertEquals(new Grown("a", Optional.empty(), List.of(), 0), grown);
    var more = new Grown("a", Optional.of("t"), List.of("x"), 1);
    assertEquals(new Old("a"), codec.fromCbor(Old.class, codec.toCbor(more)));
  }
}
