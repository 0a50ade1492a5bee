package dev.mainstem.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mainstem.kernel.Id;
import dev.mainstem.kernel.Position;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The forms of values that are one token. */
final class Scalars {
  private Scalars() {}

  static final Map<Class<?>, Form> ALL =
      Map.ofEntries(
          Map.entry(String.class, new Text()),
          Map.entry(boolean.class, new Flag()),
          Map.entry(Boolean.class, new Flag()),
          Map.entry(int.class, new Whole(true)),
          Map.entry(Integer.class, new Whole(true)),
          Map.entry(long.class, new Whole(false)),
          Map.entry(Long.class, new Whole(false)),
          Map.entry(double.class, new Real()),
          Map.entry(Double.class, new Real()),
          Map.entry(BigDecimal.class, new Decimal()),
          Map.entry(LocalDate.class, spelled("date", LocalDate::parse)),
          Map.entry(Position.class, spelled("position", Position::parse)),
          Map.entry(Instant.class, new Times.Time()),
          Map.entry(Duration.class, new Times.Length()),
          Map.entry(Id.class, new Identity()),
          Map.entry(byte[].class, new Blob()));

  private static Form spelled(String name, Function<String, Object> parse) {
    return new Spelled(name, parse);
  }

  /** Enums are spelled in lower-case kebab. */
  static Form ofEnum(Class<?> type) {
    var name = new StringBuilder("enum");
    var words = new ArrayList<String>();
    var constants = new HashMap<String, Object>();
    for (var constant : type.getEnumConstants()) {
      var word = kebab(constant);
      words.add(word);
      constants.put(word, constant);
      name.append(' ').append(word);
    }
    return new Worded(name.toString(), words, constants);
  }

  private static String kebab(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static final String UNSOUND = "Holds a character that no text may hold.";

  /** No zero, for keys end with one, and no half of a surrogate pair, which UTF-8 cannot spell. */
  static boolean sound(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) i++;
      else if (c == 0 || Character.isSurrogate(c)) return false;
    }
    return true;
  }

  private static final class Text extends Scalar {
    @Override
    void write(Object value, Output out) throws IOException {
      out.to().writeString((String) value);
    }

    @Override
    Object read(Input in) throws IOException {
      if (in.parser().currentToken() != JsonToken.VALUE_STRING) return in.expected("a text");
      var text = in.parser().getText();
      return in.strict() ? parse(text, in) : text;
    }

    @Override
    Object parse(String text, Input in) {
      if (sound(text)) return text;
      in.note("malformed", UNSOUND);
      return null;
    }

    @Override
    Object of(String text) {
      return text;
    }

    @Override
    String what() {
      return "a text";
    }

    @Override
    String describe() {
      return "text";
    }
  }

  private static final class Flag extends Scalar {
    @Override
    void write(Object value, Output out) throws IOException {
      out.to().writeBoolean((Boolean) value);
    }

    @Override
    Object read(Input in) throws IOException {
      JsonToken token = in.parser().currentToken();
      return token != null && token.isBoolean()
          ? token == JsonToken.VALUE_TRUE
          : in.expected(what());
    }

    @Override
    Object of(String text) {
      if (text.equals("true")) return true;
      if (text.equals("false")) return false;
      throw new IllegalArgumentException(text);
    }

    @Override
    Object unknownThen() {
      return false;
    }

    @Override
    String what() {
      return "true or false";
    }

    @Override
    String describe() {
      return "flag";
    }
  }

  private static final class Whole extends Scalar {
    private final boolean narrow;

    Whole(boolean narrow) {
      this.narrow = narrow;
    }

    @Override
    void write(Object value, Output out) throws IOException {
      out.to().writeNumber(((Number) value).longValue());
    }

    @Override
    Object read(Input in) throws IOException {
      JsonParser parser = in.parser();
      if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) return in.expected(what());
      if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
        return in.wrong("too-large", "Must be " + what() + ".");
      }
      long value = parser.getLongValue();
      if (!narrow) return value;
      if (value != (int) value) return in.wrong("too-large", "Must be " + what() + ".");
      return (int) value;
    }

    @Override
    Object of(String text) {
      return narrow ? (Object) Integer.valueOf(text) : (Object) Long.valueOf(text);
    }

    @Override
    Object unknownThen() {
      return narrow ? (Object) 0 : (Object) 0L;
    }

    @Override
    String what() {
      return "a whole number of at most " + (narrow ? 32 : 64) + " bits";
    }

    @Override
    String describe() {
      return narrow ? "int" : "long";
    }
  }

  private static final class Real extends Scalar {
    @Override
    void write(Object value, Output out) throws IOException {
      out.to().writeNumber((Double) value);
    }

    @Override
    Object read(Input in) throws IOException {
      JsonToken token = in.parser().currentToken();
      if (token == null || !token.isNumeric()) return in.expected(what());
      double value = in.parser().getDoubleValue();
      if (Double.isFinite(value) || !in.strict()) return value;
      return in.wrong("too-large", "Must be a number of at most 64 bits.");
    }

    /** What JSON calls a number: no infinity, nothing that is none, no hexadecimal. */
    @Override
    Object of(String text) {
      double value = new BigDecimal(text).doubleValue();
      if (Double.isFinite(value)) return value;
      throw new IllegalArgumentException(text);
    }

    @Override
    Object unknownThen() {
      return 0.0;
    }

    @Override
    String what() {
      return "a number";
    }

    @Override
    String describe() {
      return "double";
    }
  }

  /** Bounded, or a few bytes of exponent would become gigabytes of digits. */
  private static final class Decimal extends Spelled {
    private static final int MOST_DIGITS = 100;
    private static final int LONGEST = 2 * MOST_DIGITS;

    Decimal() {
      super("decimal", BigDecimal::new);
    }

    @Override
    Object parse(String text, Input in) {
      if (!in.strict()) return super.parse(text, in);
      var value = text.length() > LONGEST ? null : super.parse(text, in);
      if (value == null && text.length() <= LONGEST) return null;
      if (value instanceof BigDecimal decimal && fits(decimal)) return value;
      in.note("too-large", "Must have at most " + MOST_DIGITS + " digits.");
      return null;
    }

    private static boolean fits(BigDecimal value) {
      return value.precision() <= MOST_DIGITS && Math.abs((long) value.scale()) <= MOST_DIGITS;
    }
  }

  /** A constant as its word, spelled once for all. */
  private static final class Worded extends Spelled {
    private final List<String> words;

    Worded(String name, List<String> words, Map<String, Object> constants) {
      super(
          name,
          text -> {
            var constant = constants.get(text);
            if (constant == null) throw new IllegalArgumentException(text);
            return constant;
          });
      this.words = List.copyOf(words);
    }

    @Override
    void write(Object value, Output out) throws IOException {
      out.to().writeString(words.get(((Enum<?>) value).ordinal()));
    }
  }

  /** Written as its text. */
  private static class Spelled extends Scalar {
    private final String name;
    private final Function<String, Object> parse;

    Spelled(String name, Function<String, Object> parse) {
      this.name = name;
      this.parse = parse;
    }

    @Override
    void write(Object value, Output out) throws IOException {
      out.to().writeString(value.toString());
    }

    @Override
    Object read(Input in) throws IOException {
      return readText(in);
    }

    @Override
    Object of(String text) {
      return parse.apply(text);
    }

    @Override
    String what() {
      return name.startsWith("enum ") ? "one of" + name.substring(4) : "a " + name;
    }

    @Override
    String describe() {
      return name;
    }
  }

  /** Sixteen bytes in CBOR, text in JSON. */
  private static final class Identity extends Scalar {
    @Override
    void write(Object value, Output out) throws IOException {
      var id = (Id) value;
      if (out.json()) {
        out.to().writeString(id.toString());
        return;
      }
      out.to().writeBinary(ByteBuffer.allocate(16).putLong(id.high()).putLong(id.low()).array());
    }

    @Override
    Object read(Input in) throws IOException {
      if (in.strict()) return readText(in);
      var bytes = ByteBuffer.wrap(in.parser().getBinaryValue());
      return new Id(bytes.getLong(), bytes.getLong());
    }

    @Override
    Object of(String text) {
      return Id.parse(text);
    }

    @Override
    String what() {
      return "an id";
    }

    @Override
    String describe() {
      return "id";
    }
  }

  /** Bytes in CBOR, base64url without padding in JSON. */
  private static final class Blob extends Scalar {
    @Override
    void write(Object value, Output out) throws IOException {
      var bytes = (byte[]) value;
      if (!out.json()) out.to().writeBinary(bytes);
      else out.to().writeString(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    @Override
    Object read(Input in) throws IOException {
      return in.strict() ? readText(in) : in.parser().getBinaryValue();
    }

    @Override
    Object of(String text) {
      return Base64.getUrlDecoder().decode(text);
    }

    @Override
    String what() {
      return "bytes in base64url";
    }

    @Override
    String describe() {
      return "bytes";
    }
  }
}
