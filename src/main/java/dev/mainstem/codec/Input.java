package dev.mainstem.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A parser with the place it is at and what was wrong so far. Strict for what comes from outside
 * (every fault is noted, reading goes on); trusting for what we wrote ourselves (a fault is a bug).
 */
final class Input {
  private static final int MOST_FAULTS = 20;

  private final JsonParser parser;
  private final Again again;
  private final boolean strict;
  private final boolean patch;
  private final Place place = new Place();
  private final List<BadInput.Field> faults = new ArrayList<>();

  /** Reads the same bytes again from an offset. */
  interface Again {
    JsonParser from(long offset) throws IOException;
  }

  private Input(JsonParser parser, Again again, boolean strict, boolean patch) {
    this.parser = parser;
    this.again = again;
    this.strict = strict;
    this.patch = patch;
  }

  /** CBOR of our own. */
  static Input trusted(JsonParser parser) {
    return new Input(parser, offset -> null, false, false);
  }

  /** JSON from outside. */
  static Input strict(JsonParser parser, Again again, boolean patch) {
    return new Input(parser, again, true, patch);
  }

  JsonParser parser() {
    return parser;
  }

  /** Whether this is JSON from outside rather than CBOR of our own. */
  boolean strict() {
    return strict;
  }

  boolean patch() {
    return patch;
  }

  void enter(String name) {
    if (strict) place.enter(name);
  }

  void leave() {
    if (strict) place.leave();
  }

  /** Notes a fault, passes over the value, and answers null. */
  Object wrong(String problem, String detail) throws IOException {
    note(problem, detail);
    parser.skipChildren();
    return null;
  }

  void note(String problem, String detail) {
    if (!strict) throw new IllegalStateException("cannot read back: " + problem + ", " + detail);
    if (faults.size() < MOST_FAULTS) {
      faults.add(new BadInput.Field(place.pointer(), problem, detail));
    }
  }

  Object expected(String what) throws IOException {
    JsonToken found = parser.currentToken();
    boolean none = found == JsonToken.VALUE_NULL;
    return wrong(none ? "missing" : "wrong-type", "Must be " + what + ".");
  }

  /** The text that follows; something else is left where it stands, and read as no text. */
  String text() throws IOException {
    return parser.nextToken() == JsonToken.VALUE_STRING ? parser.getText() : "";
  }

  /**
   * The text of a field of the object that begins at the offset, wherever in it the field stands;
   * null if it has none. The parser itself does not move.
   */
  String ahead(long start, String field) throws IOException {
    if (!strict) return null;
    try (var second = again.from(start)) {
      second.nextToken();
      for (var name = second.nextFieldName(); name != null; name = second.nextFieldName()) {
        var value = second.nextToken();
        if (name.equals(field)) return value == JsonToken.VALUE_STRING ? second.getText() : "";
        second.skipChildren();
      }
      return null;
    } catch (JsonProcessingException | CharConversionException malformed) {
      return null; // the parser itself will meet it, and knows where
    }
  }

  void check() {
    if (!faults.isEmpty()) throw new BadInput(faults);
  }
}
