package dev.mainstem.codec;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One of a closed set of records: an object with its {@code type}. We write the type first; others
 * may write it anywhere, for the members of a JSON object have no order (RFC 8259, 4).
 */
final class OneOf extends Form {
  static final String TYPE = "type";

  private final Map<String, Class<?>> byName = new LinkedHashMap<>();
  private final Forms forms;

  OneOf(Class<?> sealed, Forms forms) {
    this.forms = forms;
    for (var each : sealed.getPermittedSubclasses()) byName.put(kebab(each), each);
  }

  private static String kebab(Class<?> type) {
    return type.getSimpleName()
        .replaceAll("(?<!^)([A-Z])", "-$1")
        .toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  void write(Object value, Output out) throws IOException {
    out.to().writeStartObject();
    out.to().writeStringField(TYPE, kebab(value.getClass()));
    forms.record(value.getClass()).writeParts(value, out);
    out.to().writeEndObject();
  }

  @Override
  Object read(Input in) throws IOException {
    var parser = in.parser();
    if (parser.currentToken() != JsonToken.START_OBJECT) return in.expected("an object");
    long start = parser.currentTokenLocation().getByteOffset();
    var first = parser.nextFieldName();
    boolean inOrder = TYPE.equals(first);
    var name = inOrder ? in.text() : in.ahead(start, TYPE);
    var type = name == null ? null : byName.get(name);
    if (type == null) return unknown(in, name);
    var form = forms.record(type);
    var values = new Object[form.parts().size()];
    return form.readParts(in, values, inOrder ? parser.nextFieldName() : first, TYPE);
  }

  /** The parser may stand on any token right inside the object. */
  private Object unknown(Input in, String name) throws IOException {
    in.enter(TYPE);
    var wanted = "Must be one of " + String.join(", ", byName.keySet()) + ".";
    in.note(name == null ? "missing" : "wrong-type", wanted);
    in.leave();
    var parser = in.parser();
    for (var at = parser.currentToken(); at != JsonToken.END_OBJECT; at = parser.nextToken()) {
      parser.skipChildren();
    }
    return null;
  }

  @Override
  void kinds(Set<Class<?>> kinds) {
    kinds.addAll(byName.values());
  }

  @Override
  void look(Object value, Eye eye) {
    eye.record(value);
  }

  @Override
  Object seal(Object value, Lock lock) {
    return forms.record(value.getClass()).seal(value, lock);
  }

  @Override
  String describe() {
    var text = new StringBuilder("one of");
    for (var each : byName.entrySet()) {
      text.append(' ').append(each.getKey()).append(" {");
      text.append(Shape.inline(forms.record(each.getValue()))).append('}');
    }
    return text.toString();
  }
}
