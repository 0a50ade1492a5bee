package dev.mainstem.codec;

import com.fasterxml.jackson.core.JsonToken;
import dev.mainstem.kernel.Change;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The forms of values that hold others. */
final class Containers {
  private Containers() {}

  /** Absent or null means empty. */
  static final class Maybe extends Form {
    private final Form of;

    Maybe(Form of) {
      this.of = of;
    }

    Form of() {
      return of;
    }

    @Override
    void write(Object value, Output out) throws IOException {
      var maybe = (Optional<?>) value;
      if (maybe.isPresent()) of.write(maybe.get(), out);
      else out.to().writeNull();
    }

    @Override
    Object read(Input in) throws IOException {
      if (in.parser().currentToken() == JsonToken.VALUE_NULL) return Optional.empty();
      return Optional.ofNullable(of.read(in));
    }

    @Override
    Object parse(String text, Input in) {
      return Optional.ofNullable(of.parse(text, in));
    }

    @Override
    Object absent() {
      return Optional.empty();
    }

    @Override
    void kinds(Set<Class<?>> kinds) {
      of.kinds(kinds);
    }

    @Override
    void look(Object value, Eye eye) {
      ((Optional<?>) value).ifPresent(each -> of.look(each, eye));
    }

    @Override
    Object seal(Object value, Lock lock) {
      return ((Optional<?>) value).map(each -> of.seal(each, lock));
    }

    @Override
    String describe() {
      return "optional " + of.describe();
    }
  }

  /** A field of a merge patch: absent keeps, null clears. */
  static final class Patch extends Form {
    private final Form of;

    Patch(Form of) {
      this.of = of;
    }

    Form of() {
      return of;
    }

    @Override
    void write(Object value, Output out) throws IOException {
      if (value instanceof Change.To<?> to) of.write(to.value(), out);
      else out.to().writeNull();
    }

    @Override
    Object read(Input in) throws IOException {
      if (in.parser().currentToken() == JsonToken.VALUE_NULL) return new Change.Clear<>();
      return new Change.To<>(of.read(in));
    }

    @Override
    Object absent() {
      return new Change.Keep<>();
    }

    @Override
    void kinds(Set<Class<?>> kinds) {
      of.kinds(kinds);
    }

    @Override
    void look(Object value, Eye eye) {
      if (value instanceof Change.To<?> to) of.look(to.value(), eye);
    }

    @Override
    Object seal(Object value, Lock lock) {
      return value instanceof Change.To<?> to ? new Change.To<>(of.seal(to.value(), lock)) : value;
    }

    @Override
    String describe() {
      return "change of " + of.describe();
    }
  }

  /** Lists in their order, sets in sorted order where there is one. */
  static final class Many extends Form {
    private final Form of;
    private final boolean set;

    Many(Form of, boolean set) {
      this.of = of;
      this.set = set;
    }

    Form of() {
      return of;
    }

    boolean set() {
      return set;
    }

    @Override
    void write(Object value, Output out) throws IOException {
      var all = (Collection<?>) value;
      out.to().writeStartArray(value, all.size());
      for (var each : set ? sorted(all) : all) of.write(each, out);
      out.to().writeEndArray();
    }

    private static Collection<?> sorted(Collection<?> all) {
      boolean comparable = all.stream().allMatch(Comparable.class::isInstance);
      return comparable ? new TreeSet<>(all) : all;
    }

    @Override
    Object read(Input in) throws IOException {
      if (in.parser().currentToken() != JsonToken.START_ARRAY) return in.expected("a list");
      Collection<Object> all = set ? new LinkedHashSet<>() : new ArrayList<>();
      for (int i = 0; in.parser().nextToken() != JsonToken.END_ARRAY; i++) {
        in.enter(String.valueOf(i));
        boolean none = in.parser().currentToken() == JsonToken.VALUE_NULL;
        var each = none ? in.expected("a value") : of.read(in);
        if (each != null && !all.add(each)) in.note("repeated", "Stands twice in this set.");
        in.leave();
      }
      // In the order they are written, or an event from a door would be applied in another order
      // than the same event read from the log.
      return set
          ? Collections.unmodifiableSet(new LinkedHashSet<>(sorted(all)))
          : Collections.unmodifiableList((List<Object>) all);
    }

    @Override
    Object absent() {
      return set ? Set.of() : List.of();
    }

    @Override
    void kinds(Set<Class<?>> kinds) {
      of.kinds(kinds);
    }

    @Override
    void look(Object value, Eye eye) {
      int i = 0;
      for (var each : (Collection<?>) value) {
        eye.place().enter(String.valueOf(i++));
        of.look(each, eye);
        eye.place().leave();
      }
    }

    @Override
    Object seal(Object value, Lock lock) {
      if (set) return value;
      return ((Collection<?>) value).stream().map(each -> of.seal(each, lock)).toList();
    }

    @Override
    String describe() {
      return (set ? "set of " : "list of ") + of.describe();
    }
  }

  /** Names to values, sorted by name. */
  static final class Named extends Form {
    private final Form of;

    Named(Form of) {
      this.of = of;
    }

    Form of() {
      return of;
    }

    @Override
    void write(Object value, Output out) throws IOException {
      var all = (Map<?, ?>) value;
      out.to().writeStartObject(value, all.size());
      for (var each : new TreeMap<Object, Object>(all).entrySet()) {
        out.to().writeFieldName((String) each.getKey());
        of.write(each.getValue(), out);
      }
      out.to().writeEndObject();
    }

    @Override
    Object read(Input in) throws IOException {
      if (in.parser().currentToken() != JsonToken.START_OBJECT) return in.expected("an object");
      var all = new LinkedHashMap<String, Object>();
      for (var name = in.parser().nextFieldName();
          name != null;
          name = in.parser().nextFieldName()) {
        in.parser().nextToken();
        in.enter(name);
        if (in.strict() && !Scalars.sound(name)) in.wrong("malformed", Scalars.UNSOUND);
        else all.put(name, of.read(in));
        in.leave();
      }
      return Collections.unmodifiableMap(all);
    }

    @Override
    Object absent() {
      return Map.of();
    }

    @Override
    void kinds(Set<Class<?>> kinds) {
      of.kinds(kinds);
    }

    @Override
    void look(Object value, Eye eye) {
      for (var each : ((Map<?, ?>) value).entrySet()) {
        eye.place().enter((String) each.getKey());
        of.look(each.getValue(), eye);
        eye.place().leave();
      }
    }

    @Override
    Object seal(Object value, Lock lock) {
      var all = new LinkedHashMap<Object, Object>();
      ((Map<?, ?>) value).forEach((name, each) -> all.put(name, of.seal(each, lock)));
      return Collections.unmodifiableMap(all);
    }

    @Override
    String describe() {
      return "map of " + of.describe();
    }
  }

  /** Whatever it is: by its own class when written, as a tree when read. */
  static final class Anything extends Form {
    private final Forms forms;

    Anything(Forms forms) {
      this.forms = forms;
    }

    @Override
    void write(Object value, Output out) throws IOException {
      if (value == null) out.to().writeNull();
      else if (value instanceof Map<?, ?> map) entries(map, out);
      else if (value instanceof Collection<?> list) items(list, out);
      else if (value instanceof Optional<?> maybe) write(maybe.orElse(null), out);
      else forms.nested(value.getClass()).write(value, out);
    }

    /** In the map's own order: trees are made by hand, in the order they are read. */
    private void entries(Map<?, ?> map, Output out) throws IOException {
      out.to().writeStartObject(map, map.size());
      for (var each : map.entrySet()) {
        out.to().writeFieldName((String) each.getKey());
        write(each.getValue(), out);
      }
      out.to().writeEndObject();
    }

    private void items(Collection<?> list, Output out) throws IOException {
      out.to().writeStartArray(list, list.size());
      for (var each : list) write(each, out);
      out.to().writeEndArray();
    }

    @Override
    Object read(Input in) throws IOException {
      var parser = in.parser();
      return switch (parser.currentToken()) {
        case START_OBJECT -> readEntries(in);
        case START_ARRAY -> readItems(in);
        case VALUE_STRING -> text(parser.getText(), in);
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getNumberValue(), in);
        case VALUE_TRUE -> true;
        case VALUE_FALSE -> false;
        case VALUE_EMBEDDED_OBJECT -> parser.getBinaryValue();
        default -> null;
      };
    }

    private static Object text(String text, Input in) {
      if (in.strict() && !Scalars.sound(text)) in.note("malformed", Scalars.UNSOUND);
      return text;
    }

    private static Object number(Number number, Input in) {
      boolean whole = number instanceof Integer || number instanceof Long;
      boolean fits = whole || (number instanceof Double && Double.isFinite(number.doubleValue()));
      if (in.strict() && !fits) in.note("too-large", "Must be a number of at most 64 bits.");
      return number;
    }

    private Object readEntries(Input in) throws IOException {
      var all = new LinkedHashMap<String, Object>();
      for (var name = in.parser().nextFieldName();
          name != null;
          name = in.parser().nextFieldName()) {
        in.parser().nextToken();
        in.enter(name);
        all.put((String) text(name, in), read(in));
        in.leave();
      }
      return all;
    }

    private Object readItems(Input in) throws IOException {
      var all = new ArrayList<Object>();
      while (in.parser().nextToken() != JsonToken.END_ARRAY) {
        in.enter(String.valueOf(all.size()));
        all.add(read(in));
        in.leave();
      }
      return all;
    }

    @Override
    Object absent() {
      return Optional.empty();
    }

    @Override
    String describe() {
      return "anything";
    }
  }
}
