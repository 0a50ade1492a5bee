package dev.mainstem.codec;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A record as an object of its components. Absent optional components are not written. What our own
 * old bytes lack gets its default; what a client does not send is missed, what it sends too much is
 * refused.
 */
final class RecordForm extends Form {
  private final Class<?> type;
  private final List<Part> parts;
  private final Map<String, Integer> places = new HashMap<>();
  private final MethodHandle make;

  /** One component. */
  record Part(String name, SerializedString written, MethodHandle get, Form form) {}

  RecordForm(Class<?> type, Function<java.lang.reflect.Type, Form> forms) {
    this.type = type;
    try {
      var lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      var components = type.getRecordComponents();
      var types = new Class<?>[components.length];
      var all = new Part[components.length];
      for (int i = 0; i < components.length; i++) {
        var component = components[i];
        types[i] = component.getType();
        var get =
            lookup
                .unreflect(accessible(component.getAccessor()))
                .asType(MethodType.methodType(Object.class, Object.class));
        var name = component.getName();
        all[i] =
            new Part(
                name, new SerializedString(name), get, forms.apply(component.getGenericType()));
        places.put(name, i);
      }
      parts = List.of(all);
      make =
          lookup
              .findConstructor(type, MethodType.methodType(void.class, types))
              .asSpreader(Object[].class, types.length)
              .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot see into " + type, e);
    }
  }

  private static java.lang.reflect.Method accessible(java.lang.reflect.Method method) {
    method.setAccessible(true);
    return method;
  }

  Class<?> type() {
    return type;
  }

  List<Part> parts() {
    return parts;
  }

  static Object get(Part part, Object from) {
    try {
      return part.get().invokeExact(from);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("an accessor threw", e);
    }
  }

  /** A record that will not be made of what a client sent is the client's fault. */
  Object make(Object[] values, Input in) {
    try {
      return make.invokeExact(values);
    } catch (IllegalArgumentException no) {
      if (!in.strict()) throw no;
      in.note("not-allowed", "These values do not go together.");
      return null;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a constructor threw", e);
    }
  }

  @Override
  Object seal(Object value, Lock lock) {
    var values = new Object[parts.size()];
    boolean same = true;
    for (int i = 0; i < values.length; i++) {
      var plain = get(parts.get(i), value);
      values[i] = plain == null ? null : parts.get(i).form().seal(plain, lock);
      same &= values[i] == plain || values[i].equals(plain);
    }
    if (same) return value;
    try {
      return make.invokeExact(values);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a constructor threw", e);
    }
  }

  @Override
  void write(Object value, Output out) throws IOException {
    out.to().writeStartObject();
    writeParts(value, out);
    out.to().writeEndObject();
  }

  void writeParts(Object value, Output out) throws IOException {
    for (var part : parts) {
      var each = get(part, value);
      if (skipped(part.form(), each)) continue;
      out.to().writeFieldName(part.written());
      part.form().write(each, out);
    }
  }

  private static boolean skipped(Form form, Object value) {
    if (value == null) return true;
    if (form instanceof Containers.Maybe) return ((java.util.Optional<?>) value).isEmpty();
    return value instanceof dev.mainstem.kernel.Change.Keep<?>;
  }

  @Override
  Object read(Input in) throws IOException {
    if (in.parser().currentToken() != JsonToken.START_OBJECT) return in.expected("an object");
    return readParts(in, new Object[parts.size()]);
  }

  /**
   * Reads fields up to the end of the object; what stands in {@code values} already is not asked.
   */
  Object readParts(Input in, Object[] values) throws IOException {
    return readParts(in, values, in.parser().nextFieldName(), "");
  }

  /**
   * The same when a field's name has been read already.
   *
   * @param first the name the parser stands on, or null at the end of the object
   * @param tag a field that is passed over, for who called has read it
   */
  Object readParts(Input in, Object[] values, String first, String tag) throws IOException {
    var parser = in.parser();
    var given = new boolean[values.length];
    for (int i = 0; i < values.length; i++) given[i] = values[i] != null;
    for (var name = first; name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      if (name.equals(tag)) {
        parser.skipChildren();
        continue;
      }
      var place = places.get(name);
      in.enter(name);
      if (place == null) unknown(in);
      else if (given[place]) in.wrong("repeated", "Stands in the path or query already.");
      else values[place] = part(in, parts.get(place).form());
      in.leave();
      if (place != null) given[place] = true;
    }
    return finish(in, values, given);
  }

  private static Object part(Input in, Form form) throws IOException {
    boolean nothing = in.parser().currentToken() == JsonToken.VALUE_NULL;
    boolean may = form instanceof Containers.Maybe || form instanceof Containers.Patch;
    if (nothing && !may && !in.strict()) return null;
    return form.read(in);
  }

  private static void unknown(Input in) throws IOException {
    if (in.strict()) in.wrong("unknown", "This field is not known here.");
    else in.parser().skipChildren();
  }

  Object finish(Input in, Object[] values, boolean[] given) {
    boolean whole = true;
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) continue;
      var form = parts.get(i).form();
      if (!in.strict()) {
        values[i] = form.unknownThen();
      } else if (given[i]) {
        whole = false;
      } else if (form.absent() == MISSING) {
        in.enter(parts.get(i).name());
        in.note("missing", "This field is needed.");
        in.leave();
        whole = false;
      } else {
        values[i] = form.absent();
      }
    }
    return whole ? make(values, in) : null;
  }

  /** Sets a component from a path or query parameter; whether there is such a component. */
  boolean given(String name, String text, Object[] values, Input in) {
    var place = places.get(name);
    if (place == null) return false;
    in.enter(name);
    values[place] = parts.get(place).form().parse(text, in);
    in.leave();
    return true;
  }

  @Override
  String describe() {
    return "record " + type.getSimpleName();
  }
}
