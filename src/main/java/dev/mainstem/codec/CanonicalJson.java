package dev.mainstem.codec;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON in one spelling only, so that equal values are equal bytes and can be signed (RFC 8785):
 * names in the order of their UTF-16 units, no space, numbers as ECMAScript writes them. Of values
 * as a parser gives them: maps, lists, texts, numbers, truth values and null. Used once.
 *
 * <p>A number with a fraction has the digits {@link Double#toString} gives it, which before Java 19
 * are now and then one more than needed.
 */
public final class CanonicalJson {
  private static final double WHOLE_BELOW = 1e21;

  private final StringBuilder text = new StringBuilder();

  private CanonicalJson() {}

  public static byte[] of(Object value) {
    var json = new CanonicalJson();
    json.write(value);
    return json.text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void write(Object value) {
    if (value instanceof Map<?, ?> map) object(map);
    else if (value instanceof List<?> list) array(list);
    else if (value instanceof String string) string(string);
    else if (value instanceof Number number) text.append(number(number));
    else text.append(value);
  }

  private void object(Map<?, ?> map) {
    var sorted = new TreeMap<String, Object>();
    map.forEach((name, value) -> sorted.put(String.valueOf(name), value));
    text.append('{');
    var comma = "";
    for (var each : sorted.entrySet()) {
      text.append(comma);
      string(each.getKey());
      text.append(':');
      write(each.getValue());
      comma = ",";
    }
    text.append('}');
  }

  private void array(List<?> list) {
    text.append('[');
    var comma = "";
    for (var each : list) {
      text.append(comma);
      write(each);
      comma = ",";
    }
    text.append(']');
  }

  /** RFC 8785, 3.2.2.2. */
  private void string(String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      int at = "\b\t\n\f\r\"\\".indexOf(c);
      if (at >= 0) text.append('\\').append("btnfr\"\\".charAt(at));
      else if (c < 0x20) text.append("\\u%04x".formatted((int) c));
      else text.append(c);
    }
    text.append('"');
  }

  /** ECMA-262, Number::toString, which RFC 8785, 3.2.2.3 refers to. */
  private static String number(Number number) {
    double value = number.doubleValue();
    if (value == 0) return "0";
    if (value == Math.rint(value) && Math.abs(value) < WHOLE_BELOW) {
      return new BigDecimal(value).toPlainString();
    }
    var exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = exact.precision() - exact.scale() - 1;
    if (exponent >= -7 && exponent < 21) return exact.toPlainString();
    var digits = exact.unscaledValue().abs().toString();
    var fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    var sign = exact.signum() < 0 ? "-" : "";
    return sign + digits.charAt(0) + fraction + "e" + (exponent < 0 ? "" : "+") + exponent;
  }
}
