package dev.mainstem.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Equal values are equal bytes, as RFC 8785 has it; its own examples among them. */
class CanonicalJsonTest {
  private static String canonical(String json) throws Exception {
    var value = new JsonMapper().readValue(json, Object.class);
    return new String(CanonicalJson.of(value), StandardCharsets.UTF_8);
  }

  @Test
  void the_example_of_the_standard_is_spelled_as_it_says() throws Exception {
    var given =
        """
        {"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
         "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
         "literals": [null, true, false]}
        """;
    var wanted =
        "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
            + "\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}";
    assertEquals(wanted, canonical(given));
  }

  @Test
  void order_of_names_space_and_trailing_zeros_mean_nothing_and_order_of_items_does()
      throws Exception {
    assertEquals(canonical("{\"a\":1.0,\"b\":[1,2]}"), canonical(" {\"b\" : [1, 2], \"a\": 1}"));
    assertEquals("{\"a\":[2,1]}", canonical("{\"a\":[2,1]}"));
    assertEquals("{\"a\":null}", canonical("{\"a\":null}"));
    assertEquals("{}", canonical("{}"));
    assertEquals("-7", canonical("-7.0"));
  }
}
