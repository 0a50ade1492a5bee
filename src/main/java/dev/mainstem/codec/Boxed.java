package dev.mainstem.codec;

import com.fasterxml.jackson.core.JsonToken;
import dev.mainstem.kernel.Sealed;
import java.io.IOException;
import java.util.Set;

/**
 * A sealed value. Ours is a list of whose it is and the box. In JSON a client writes it plain, and
 * reads it plain where whoever writes has the keys: null means that its person is forgotten.
 */
final class Boxed extends Form {
  private static final String PLAIN = "plain";

  private final Form of;

  Boxed(Form of) {
    this.of = of;
  }

  @Override
  void write(Object value, Output out) throws IOException {
    var sealed = (Sealed<?>) value;
    if (out.json()) {
      show(sealed, out);
    } else if (sealed.plain().isPresent()) {
      carry(sealed.plain().get(), out);
    } else {
      out.to().writeStartArray(value, 2);
      out.to().writeString(sealed.whom());
      out.to().writeBinary(sealed.box());
      out.to().writeEndArray();
    }
  }

  private void show(Sealed<?> sealed, Output out) throws IOException {
    Object shown =
        sealed.plain().isPresent()
            ? sealed.plain().get()
            : out.keys().open(sealed, of).orElse(null);
    if (shown == null) out.to().writeNull();
    else of.write(shown, out);
  }

  /** Between nodes a command travels before it is sealed; nowhere else is a plain value written. */
  private void carry(Object plain, Output out) throws IOException {
    if (!out.keys().carries()) throw new IllegalStateException("a personal value is not sealed");
    out.to().writeStartObject();
    out.to().writeFieldName(PLAIN);
    of.write(plain, out);
    out.to().writeEndObject();
  }

  @Override
  Object read(Input in) throws IOException {
    if (in.strict()) return plain(of.read(in));
    var parser = in.parser();
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      parser.nextFieldName();
      parser.nextToken();
      var plain = of.read(in);
      parser.nextToken();
      return plain(plain);
    }
    var whom = parser.nextTextValue();
    parser.nextToken();
    var box = parser.getBinaryValue();
    parser.nextToken();
    return Sealed.boxed(whom, box);
  }

  private static Object plain(Object value) {
    return value == null ? null : Sealed.of(value);
  }

  @Override
  Object parse(String text, Input in) {
    return plain(of.parse(text, in));
  }

  @Override
  Object seal(Object value, Lock lock) {
    var plain = ((Sealed<?>) value).plain();
    return plain.isPresent() ? lock.close(of, plain.get()) : value;
  }

  @Override
  void kinds(Set<Class<?>> kinds) {
    of.kinds(kinds);
  }

  @Override
  void look(Object value, Eye eye) {
    ((Sealed<?>) value).plain().ifPresent(plain -> of.look(plain, eye));
  }

  @Override
  String describe() {
    return "sealed " + of.describe();
  }
}
