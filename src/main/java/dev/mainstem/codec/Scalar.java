package dev.mainstem.codec;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;

/** A form that is one token, and can be read from a text. */
abstract class Scalar extends Form {
  @Override
  boolean scalar() {
    return true;
  }

  @Override
  Object parse(String text, Input in) {
    try {
      return of(text);
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      in.note("wrong-type", "Must be " + what() + ".");
      return null;
    }
  }

  abstract Object of(String text);

  abstract String what();

  Object readText(Input in) throws IOException {
    if (in.parser().currentToken() != JsonToken.VALUE_STRING) return in.expected(what());
    return parse(in.parser().getText(), in);
  }
}
