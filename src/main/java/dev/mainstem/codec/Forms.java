package dev.mainstem.codec;

import dev.mainstem.kernel.Change;
import dev.mainstem.kernel.Sealed;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The form of every type, made once. Safe for all threads. */
final class Forms {
  private final Map<Class<?>, RecordForm> records = new ConcurrentHashMap<>();
  private final Map<Type, Form> others = new ConcurrentHashMap<>();
  private final Form anything = new Containers.Anything(this);

  /** A record as a whole, unless it is written like a scalar. */
  Form whole(Class<?> type) {
    var known = records.get(type);
    if (known != null) return known;
    return Scalars.ALL.containsKey(type) ? anything : record(type);
  }

  /** What stands in nothing else: a record as a whole, or as it stands in others. */
  Form top(Class<?> type) {
    var known = records.get(type);
    if (known != null) return known;
    return type.isRecord() && !Scalars.ALL.containsKey(type) ? record(type) : of(type);
  }

  /** A record as a whole: always an object, so that it can grow. */
  RecordForm record(Class<?> type) {
    var known = records.get(type);
    if (known != null) return known;
    if (!type.isRecord()) throw new IllegalArgumentException(type + " is not a record");
    var made = new RecordForm(type, this::of);
    var before = records.putIfAbsent(type, made);
    return before == null ? made : before;
  }

  Form anything() {
    return anything;
  }

  /** A value inside another, by class. */
  Form nested(Class<?> type) {
    return of(type);
  }

  /** A value inside another. */
  Form of(Type type) {
    var known = others.get(type);
    if (known != null) return known;
    var made = make(type);
    others.putIfAbsent(type, made);
    return made;
  }

  private Form make(Type type) {
    if (type instanceof ParameterizedType p) return parameterized(p);
    if (type instanceof WildcardType w) return of(w.getUpperBounds()[0]);
    if (type instanceof TypeVariable<?> || type == Object.class) return anything;
    var raw = (Class<?>) type;
    var scalar = Scalars.ALL.get(raw);
    if (scalar != null) return scalar;
    if (raw.isEnum()) return Scalars.ofEnum(raw);
    if (raw == Sealed.class) return new Boxed(anything);
    if (raw.isRecord()) return nestedRecord(raw);
    if (raw.isSealed()) return new OneOf(raw, this);
    if (Map.class.isAssignableFrom(raw) || Collection.class.isAssignableFrom(raw)) return anything;
    if (Enum.class.isAssignableFrom(raw)) return Scalars.ofEnum(raw.getSuperclass());
    throw new IllegalArgumentException("no way to write a " + raw);
  }

  private Form parameterized(ParameterizedType type) {
    var raw = (Class<?>) type.getRawType();
    var last = type.getActualTypeArguments()[type.getActualTypeArguments().length - 1];
    if (raw == Optional.class) return new Containers.Maybe(of(last));
    if (raw == Sealed.class) return new Boxed(of(last));
    if (raw == Change.class) return new Containers.Patch(of(last));
    if (raw == List.class) return new Containers.Many(of(last), false);
    if (raw == Set.class) return new Containers.Many(of(last), true);
    if (raw == Map.class) return new Containers.Named(of(last));
    return of(raw);
  }

  /** A nested record of one scalar is that scalar: a slug is a text. */
  private Form nestedRecord(Class<?> raw) {
    var components = raw.getRecordComponents();
    if (components.length == 1) {
      var only = of(components[0].getGenericType());
      if (only.scalar()) return new Wrapped(raw, only, this);
    }
    return new Later(raw, this);
  }

  /** A record of one scalar, written bare. */
  private static final class Wrapped extends Form {
    private final Class<?> type;
    private final Form of;
    private final Forms forms;

    Wrapped(Class<?> type, Form of, Forms forms) {
      this.type = type;
      this.of = of;
      this.forms = forms;
    }

    @Override
    void write(Object value, Output out) throws IOException {
      of.write(RecordForm.get(forms.record(type).parts().get(0), value), out);
    }

    @Override
    Object read(Input in) throws IOException {
      var value = of.read(in);
      return value == null ? null : forms.record(type).make(new Object[] {value}, in);
    }

    @Override
    Object parse(String text, Input in) {
      var value = of.parse(text, in);
      return value == null ? null : forms.record(type).make(new Object[] {value}, in);
    }

    @Override
    boolean scalar() {
      return true;
    }

    @Override
    void kinds(Set<Class<?>> kinds) {
      kinds.add(type);
    }

    @Override
    void look(Object value, Eye eye) {
      eye.bare(value);
    }

    @Override
    String describe() {
      return of.describe();
    }
  }

  /** A record looked up when used, so that records may hold themselves. */
  private static final class Later extends Form {
    private final Class<?> type;
    private final Forms forms;

    Later(Class<?> type, Forms forms) {
      this.type = type;
      this.forms = forms;
    }

    @Override
    void write(Object value, Output out) throws IOException {
      forms.record(type).write(value, out);
    }

    @Override
    Object read(Input in) throws IOException {
      return forms.record(type).read(in);
    }

    @Override
    void kinds(Set<Class<?>> kinds) {
      kinds.add(type);
    }

    @Override
    void look(Object value, Eye eye) {
      eye.record(value);
    }

    @Override
    Object seal(Object value, Lock lock) {
      return forms.record(type).seal(value, lock);
    }

    @Override
    String describe() {
      return "{" + Shape.inline(forms.record(type)) + "}";
    }
  }
}
