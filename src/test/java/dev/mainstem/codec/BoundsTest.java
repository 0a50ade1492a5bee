package dev.mainstem.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mainstem.kernel.Change;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounds hold wherever a record stands, and nobody has to ask for it. */
final class BoundsTest {
  private final Codec codec = new Codec();

  record Code(@Pattern(regexp = "[a-z]+") String text) {}

  record Leaf(@Positive int n, Optional<Code> code) {}

  /** Bounds of its own it has none. */
  record Branch(List<Leaf> leaves, List<Branch> branches) {}

  sealed interface Shape {}

  record Round(@Max(9) int radius) implements Shape {}

  record Flat(Optional<Leaf> leaf, Map<String, Integer> sides) implements Shape {}

  /** The annotation changes nothing, not even how often a fault is told. */
  record Asked(List<@Valid Leaf> list) {}

  record Everything(
      Optional<Leaf> maybe,
      List<Leaf> list,
      Set<Leaf> set,
      Map<String, Leaf> map,
      Optional<List<Map<String, Leaf>>> nested,
      Optional<Branch> branch,
      Optional<Shape> shape,
      List<Shape> shapes,
      List<Code> codes,
      Optional<Code> code,
      Change<Leaf> patched,
      Map<String, @Size(max = 2) String> texts,
      List<List<@Size(max = 2) String>> lists,
      Set<@Size(max = 2) String> words,
      Optional<Double> real,
      Optional<BigDecimal> decimal,
      Optional<Duration> length) {}

  private static String faults(BadInput bad) {
    return bad.fields().stream()
        .map(f -> f.pointer() + " " + f.problem())
        .sorted()
        .collect(Collectors.joining("; "))
        .strip();
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  private String refused(String json) {
    var body = bytes(json);
    return faults(assertThrows(BadInput.class, () -> codec.fromJson(Everything.class, body), json));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'maybe':{'n':0}}                         | /maybe/n too-small",
        "{'maybe':{'n':1,'code':'A'}}              | /maybe/code bad-form",
        "{'list':[{'n':1},{'n':1},{'n':0}]}        | /list/2/n too-small",
        "{'set':[{'n':1},{'n':0}]}                 | /set/1/n too-small",
        "{'map':{'a':{'n':1},'b/c~d':{'n':0}}}     | /map/b~1c~0d/n too-small",
        "{'nested':[{},{'k':{'n':0}}]}             | /nested/1/k/n too-small",
        "{'branch':{'branches':[{'leaves':[{'n':0}]}]}} |"
            + " /branch/branches/0/leaves/0/n too-small",
        "{'shape':{'type':'round','radius':10}}    | /shape/radius too-large",
        "{'shapes':[{'type':'flat','leaf':{'n':0}}]} | /shapes/0/leaf/n too-small",
        "{'codes':['a','B']}                       | /codes/1 bad-form",
        "{'code':'B'}                              | /code bad-form",
        "{'patched':{'n':0}}                       | /patched/n too-small",
        "{'texts':{'a':'b','a/b':'long'}}          | /texts/a~1b too-long",
        "{'lists':[[],['a','long']]}               | /lists/1/1 too-long",
        "{'words':['a','long']}                    | /words/1 too-long",
        "{'list':[{'n':0},{'n':1,'code':'A'}]}     | /list/0/n too-small; /list/1/code bad-form",
      })
  void a_bound_is_checked_where_the_record_stands(String body, String expected) {
    assertEquals(expected, refused(body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'real':1e999}                  | /real too-large",
        "{'real':-1e999}                 | /real too-large",
        "{'real':NaN}                    | /real malformed",
        "{'real':Infinity}               | /real malformed",
        "{'real':'1'}                    | /real wrong-type",
        "{'decimal':'1e1000000000'}      | /decimal too-large",
        "{'decimal':'1e-101'}            | /decimal too-large",
        "{'decimal':'x'}                 | /decimal wrong-type",
        "{'decimal':1}                   | /decimal wrong-type",
        "{'length':'PT9000000000000H'}   | /length wrong-type",
        "{'texts':{'a\\u0000':'b'}}      | /texts/a\ufffd malformed",
        "{'texts':{'\\ud800':'b'}}       | /texts malformed",
        "{'\\ud800':[]}                  | malformed",
        "{'map':{'a':null}}              | /map/a missing",
        "{'list':[[]]}                   | /list/0 wrong-type",
        "{'list':{'0':{'n':1}}}          | /list wrong-type",
      })
  void what_no_number_length_or_name_may_be_is_refused(String body, String expected) {
    assertEquals(expected, refused(body));
  }

  record Timed(Instant at) {}

  @ParameterizedTest
  @ValueSource(strings = {"2300-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"})
  void a_time_centuries_away_is_kept(String time) {
    var timed = codec.fromJson(Timed.class, bytes("{'at':'" + time + "'}"));
    assertEquals(timed, codec.fromCbor(Timed.class, codec.toCbor(timed)));
  }

  record Numbers(double real, int whole) {}

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity", "1e999", "0x1p3", "1d", "''"})
  void a_number_in_a_path_is_what_json_calls_a_number(String text) {
    var given = Map.of("real", text, "whole", "1");
    var nothing = new byte[0];
    var bad =
        assertThrows(BadInput.class, () -> codec.fill(Numbers.class, given, nothing, false), text);
    assertEquals("/real wrong-type", faults(bad));
  }

  @Test
  void asking_for_it_changes_nothing() {
    var body = bytes("{'list':[{'n':1},{'n':0}]}");
    var bad = assertThrows(BadInput.class, () -> codec.fromJson(Asked.class, body));
    assertEquals("/list/1/n too-small", faults(bad));
  }

  @Test
  void at_most_twenty_faults_are_told() {
    var body = "{'list':[" + "{'n':0},".repeat(999) + "{'n':0}]}";
    assertEquals(20, refused(body).split(";").length);
  }

  record Sized(String from, String to) {
    Sized {
      if (from.compareTo(to) > 0) throw new IllegalArgumentException("turned around");
    }
  }

  record Holder(Sized sized) {}

  @Test
  void a_record_that_will_not_be_made_of_it_is_the_clients_fault() {
    var body = bytes("{'sized':{'from':'b','to':'a'}}");
    var bad = assertThrows(BadInput.class, () -> codec.fromJson(Holder.class, body));
    assertEquals("/sized not-allowed", faults(bad));
  }

  record Drawn(Shape shape, String after) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}                                                    | /shape/type missing",
        "{'leaf':{'n':1},'sides':{'type':1}}                   | /shape/type missing",
        "{'type':'square','leaf':{'n':1}}                      | /shape/type wrong-type",
        "{'leaf':{'n':1},'type':'square','x':[{}]}             | /shape/type wrong-type",
        "{'type':{'type':'flat'},'leaf':{'n':1}}               | /shape/type wrong-type",
        "{'type':['flat',{}],'leaf':{'n':1}}                   | /shape/type wrong-type",
        "{'leaf':{'n':1},'type':[{}],'sides':{}}               | /shape/type wrong-type",
        "{'type':null}                                         | /shape/type wrong-type",
        "{'type':'flat','x':{'y':[1]}}                         | /shape/x unknown",
        "{'x':{'y':[1]},'type':'flat'}                         | /shape/x unknown",
        "{'type':'flat','type':'round'}                        | /shape/type repeated",
        "{'leaf':{'n':1},'type':'flat','type':'flat'}          | /shape/type repeated",
        "[]                                                    | /shape wrong-type",
      })
  void what_is_none_of_a_closed_set_is_passed_over_whole(String shape, String expected) {
    // What stands behind is read as if nothing had happened: its own fault is told too.
    var body = bytes("{'shape':" + shape + ",'after':7}");
    var bad = assertThrows(BadInput.class, () -> codec.fromJson(Drawn.class, body), shape);
    boolean stops = expected.endsWith("repeated");
    assertEquals(stops ? expected : "/after wrong-type; " + expected, faults(bad));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'flat','leaf':{'n':1},'sides':{'type':1}}",
        "{'leaf':{'n':1},'type':'flat','sides':{'type':1}}",
        "{'sides':{'type':1},'leaf':{'n':1},'type':'flat'}",
        "  { 'sides' : { 'type' : 1 } ,\n 'leaf' : { 'n' : 1 } , 'type' : 'flat' } ",
      })
  void the_type_may_stand_anywhere(String shape) {
    var flat = new Flat(Optional.of(new Leaf(1, Optional.empty())), Map.of("type", 1));
    var body = bytes("{'after':'ü','shape':" + shape + "}");
    assertEquals(new Drawn(flat, "ü"), codec.fromJson(Drawn.class, body));
  }
}
