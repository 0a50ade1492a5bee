package dev.mainstem.codec;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** One of a closed set of records: an object that begins with its {@code type}. */
final class OneOf extends Form {
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
    out.to().writeStringField("type", kebab(value.getClass()));
    forms.record(value.getClass()).writeParts(value, out);
    out.to().writeEndObject();
  }

  @Override
  Object read(Input in) throws IOException {
    if (in.parser().currentToken() != JsonToken.START_OBJECT) return in.expected("an object");
    boolean first = "type".equals(in.parser().nextFieldName());
    var name = first ? in.parser().nextTextValue() : null;
    var type = name == null ? null : byName.get(name);
    if (type == null) {
      while (in.parser().nextToken() != JsonToken.END_OBJECT) in.parser().skipChildren();
      in.note("wrong-type", "Must begin with a type, one of " + byName.keySet() + ".");
      return null;
    }
    var form = forms.record(type);
    return form.readParts(in, new Object[form.parts().size()]);
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
