package dev.mainstem.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A parser with the place it is at and what was wrong so far. Strict for what comes from outside
 * (every fault is noted, reading goes on); trusting for what we wrote ourselves (a fault is a bug).
 */
final class Input {
  private static final int MOST_FAULTS = 20;

  private final JsonParser parser;
  private final boolean strict;
  private final boolean patch;
  private final Deque<String> place = new ArrayDeque<>();
  private final List<BadInput.Field> faults = new ArrayList<>();

  Input(JsonParser parser, boolean strict, boolean patch) {
    this.parser = parser;
    this.strict = strict;
    this.patch = patch;
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
    if (strict) place.addLast(name);
  }

  void leave() {
    if (strict) place.removeLast();
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
      faults.add(new BadInput.Field(pointer(), problem, detail));
    }
  }

  Object expected(String what) throws IOException {
    JsonToken found = parser.currentToken();
    boolean none = found == JsonToken.VALUE_NULL;
    return wrong(none ? "missing" : "wrong-type", "Must be " + what + ".");
  }

  void check() {
    if (!faults.isEmpty()) throw new BadInput(faults);
  }

  private String pointer() {
    var text = new StringBuilder();
    for (var name : place) {
      text.append('/').append(name.replace("~", "~0").replace("/", "~1"));
    }
    return text.toString();
  }
}
