package dev.mainstem.codec;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * JSON Schemas (2020-12) of records, from the same shapes and constraints that read and check them.
 * Records become components, named once; a second record of the same simple name gets its system's
 * prefix. Not thread-safe: one instance makes one document.
 */
public final class Schemas {
  private static final Map<Class<?>, Map<String, Object>> SCALARS =
      Map.ofEntries(
          Map.entry(String.class, Map.of("type", "string")),
          Map.entry(boolean.class, Map.of("type", "boolean")),
          Map.entry(Boolean.class, Map.of("type", "boolean")),
          Map.entry(int.class, Map.of("type", "integer", "format", "int32")),
          Map.entry(Integer.class, Map.of("type", "integer", "format", "int32")),
          Map.entry(long.class, Map.of("type", "integer", "format", "int64")),
          Map.entry(Long.class, Map.of("type", "integer", "format", "int64")),
          Map.entry(double.class, Map.of("type", "number")),
          Map.entry(Double.class, Map.of("type", "number")),
          Map.entry(BigDecimal.class, Map.of("type", "string", "format", "decimal")),
          Map.entry(Instant.class, Map.of("type", "string", "format", "date-time")),
          Map.entry(Duration.class, Map.of("type", "string", "format", "duration")),
          Map.entry(LocalDate.class, Map.of("type", "string", "format", "date")),
          Map.entry(byte[].class, Map.of("type", "string", "contentEncoding", "base64url")));

  private final Map<String, Object> components = new TreeMap<>();
  private final Map<Class<?>, String> named = new LinkedHashMap<>();

  /** The records met so far, by name. */
  public Map<String, Object> components() {
    return components;
  }

  /** What a command answers. */
  public Map<String, Object> ofAnswer(Names names, Class<?> command) {
    return of(names.answerOf(command));
  }

  /** A reference to a record, or the schema of a scalar. */
  public Map<String, Object> of(Type type) {
    if (type instanceof ParameterizedType p) return container(p);
    if (!(type instanceof Class<?> raw)) return Map.of();
    var scalar = SCALARS.get(raw);
    if (scalar != null) return scalar;
    if (raw.isEnum()) return constants(raw);
    if (raw.isSealed()) return oneOf(raw);
    if (!raw.isRecord()) return Map.of("type", "string");
    if (wrapsScalar(raw)) return annotated(raw.getRecordComponents()[0].getAnnotatedType());
    return reference(raw);
  }

  private static boolean wrapsScalar(Class<?> raw) {
    var components = raw.getRecordComponents();
    return components.length == 1 && SCALARS.containsKey(components[0].getType());
  }

  private Map<String, Object> container(ParameterizedType type) {
    var raw = (Class<?>) type.getRawType();
    var arguments = type.getActualTypeArguments();
    var last = of(arguments[arguments.length - 1]);
    if (Collection.class.isAssignableFrom(raw)) return array(raw, last);
    if (raw == Map.class) return Map.of("type", "object", "additionalProperties", last);
    return last;
  }

  private static Map<String, Object> array(Class<?> raw, Map<String, Object> items) {
    var schema = new LinkedHashMap<String, Object>();
    schema.put("type", "array");
    schema.put("items", items);
    if (raw == Set.class) schema.put("uniqueItems", true);
    return schema;
  }

  private static Map<String, Object> constants(Class<?> type) {
    var form = Scalars.ofEnum(type).describe();
    return Map.of("type", "string", "enum", List.of(form.substring(5).split(" ")));
  }

  private Map<String, Object> oneOf(Class<?> sealed) {
    var all = new ArrayList<Object>();
    for (var each : sealed.getPermittedSubclasses()) all.add(reference(each));
    return Map.of("oneOf", all);
  }

  private Map<String, Object> reference(Class<?> record) {
    var name = named.get(record);
    if (name == null) {
      name = record.getSimpleName();
      if (components.containsKey(name)) {
        var system = record.getPackageName();
        name = system.substring(system.lastIndexOf('.') + 1) + name;
      }
      named.put(record, name);
      components.put(name, Map.of());
      components.put(name, object(record, Set.of()));
    }
    return Map.of("$ref", "#/components/schemas/" + name);
  }

  /** A record's own schema, without the components that stand in path or query. */
  public Map<String, Object> object(Class<?> record, Set<String> without) {
    var properties = new LinkedHashMap<String, Object>();
    var required = new ArrayList<String>();
    for (var component : record.getRecordComponents()) {
      if (without.contains(component.getName())) continue;
      properties.put(component.getName(), annotated(component.getAnnotatedType()));
      if (needed(component.getType())) required.add(component.getName());
    }
    var schema = new LinkedHashMap<String, Object>();
    schema.put("type", "object");
    schema.put("properties", properties);
    if (!required.isEmpty()) schema.put("required", required);
    schema.put("additionalProperties", false);
    return schema;
  }

  /** The schema of one component of a record, with its constraints. */
  public Optional<Map<String, Object>> component(Class<?> record, String name) {
    for (var component : record.getRecordComponents()) {
      if (component.getName().equals(name)) {
        return Optional.of(annotated(component.getAnnotatedType()));
      }
    }
    return Optional.empty();
  }

  private static boolean needed(Class<?> type) {
    boolean empty = Collection.class.isAssignableFrom(type) || type == Map.class;
    return !empty && type != Optional.class && type != dev.mainstem.kernel.Change.class;
  }

  private Map<String, Object> annotated(AnnotatedType type) {
    var schema = new LinkedHashMap<String, Object>();
    if (type instanceof AnnotatedParameterizedType p) {
      var raw = (Class<?>) ((ParameterizedType) type.getType()).getRawType();
      var arguments = p.getAnnotatedActualTypeArguments();
      var last = annotated(arguments[arguments.length - 1]);
      if (Collection.class.isAssignableFrom(raw)) schema.putAll(array(raw, last));
      else if (raw == Map.class)
        schema.putAll(Map.of("type", "object", "additionalProperties", last));
      else schema.putAll(last);
    } else {
      schema.putAll(of(type.getType()));
    }
    constrain(type, schema);
    return schema;
  }

  private static void constrain(AnnotatedType type, Map<String, Object> schema) {
    var pattern = type.getAnnotation(Pattern.class);
    if (pattern != null) schema.put("pattern", "^(" + pattern.regexp() + ")$");
    if (type.isAnnotationPresent(Positive.class)) schema.put("minimum", 1);
    var min = type.getAnnotation(Min.class);
    if (min != null) schema.put("minimum", min.value());
    var max = type.getAnnotation(Max.class);
    if (max != null) schema.put("maximum", max.value());
    boolean text = "string".equals(schema.get("type"));
    if (type.isAnnotationPresent(NotEmpty.class)) schema.put(text ? "minLength" : "minItems", 1);
    var size = type.getAnnotation(Size.class);
    if (size == null) return;
    if (size.min() > 0) schema.put(text ? "minLength" : "minItems", size.min());
    if (size.max() < Integer.MAX_VALUE) schema.put(text ? "maxLength" : "maxItems", size.max());
  }
}
