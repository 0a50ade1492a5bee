package dev.mainstem.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.mainstem.kernel.Sealed;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** How values of one type are written and read. Immutable, shared by all threads. */
abstract class Form {
  /** Stands for a component that is absent and has no default. */
  static final Object MISSING = new Object();

  /** Where values go: the same tokens as CBOR or as JSON. */
  record Output(JsonGenerator to, boolean json, Keys keys) {}

  /** What a writer may do with sealed values. */
  interface Keys {
    /** What is in it, if this writer may show it. */
    Optional<Object> open(Sealed<?> sealed, Form of);

    /** Whether a value may be written that is not sealed yet. */
    boolean carries();
  }

  /** Closes plain values. */
  interface Lock {
    Sealed<?> close(Form of, Object plain);
  }

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

  /** Adds the records that values of this form may hold, but not what those hold. */
  void kinds(Set<Class<?>> kinds) {}

  /** Shows every such record in a value to the eye. */
  void look(Object value, Eye eye) {}

  /** Who looks at the records in a value. */
  interface Eye {
    /** Where the value stands that is looked at. */
    Place place();

    /** A record written as an object. */
    void record(Object record);

    /** A record written as its only component. */
    void bare(Object record);
  }

  /** The same value with whatever is plain in it closed. */
  Object seal(Object value, Lock lock) {
    return value;
  }

  /** A stable name for golden shapes. */
  abstract String describe();
}
