package dev.mainstem.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** How values of one type are written and read. Immutable, shared by all threads. */
abstract class Form {
  /** Stands for a component that is absent and has no default. */
  static final Object MISSING = new Object();

  /** Where values go: the same tokens as CBOR or as JSON. */
  record Output(JsonGenerator to, boolean json) {}

  abstract void write(Object value, Output out) throws IOException;

  /** Reads a value; the parser stands on its first token and is left on its last. */
  abstract Object read(Input in) throws IOException;

  /** What an absent component of this type becomes; {@link #MISSING} if a client must send it. */
  Object absent() {
    return MISSING;
  }

  /** What an absent component becomes when our own old bytes are read. */
  Object unknownThen() {
    var absent = absent();
    return absent == MISSING ? null : absent;
  }

  /** Reads from a path or query parameter. */
  Object parse(String text, Input in) {
    in.note("wrong-type", "This cannot stand in a path or query.");
    return null;
  }

  /** Whether it is written as one token. */
  boolean scalar() {
    return false;
  }

  /** A stable name for golden shapes. */
  abstract String describe();
}
