package dev.mainstem.simulation;

import dev.mainstem.codec.BadInput;
import dev.mainstem.codec.Codec;
import dev.mainstem.kernel.Change;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Sealed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Makes up commands of one system from its sealed root: values that the components' constraints
 * allow, values at their bounds and just beyond, in few words, so that commands meet each other.
 * What a door would refuse is not asked. Owned by one thread.
 */
final class Wishes {
  private static final int TRIES = 8;
  private static final int LEARNED = 12;
  private static final Instant FAR = Instant.parse("2262-01-01T00:00:00Z");
  private static final List<String> FEW = List.of("a", "b", "c");
  private static final List<String> ODD =
      List.of("", " ", "é", "\u0000", "漢字", "😀", "..", "a/b", "x".repeat(300), "-1", "%00");
  private static final List<String> FORMED =
      List.of("a", "b1", "abc", "x-y", "a.example", "owner", "links:read", "p/", "123", "Aa");

  private final SplittableRandom random;
  private final Codec codec;
  private final Seasoning seasoning;
  private final Supplier<Instant> now;
  private final List<Class<?>> commands = new ArrayList<>();
  private final Map<String, List<String>> learned = new HashMap<>();

  /**
   * @param now the house's time, in whose neighbourhood times are wished for
   */
  Wishes(SplittableRandom random, Codec codec, Seasoning seasoning, Supplier<Instant> now) {
    this.random = random;
    this.codec = codec;
    this.seasoning = seasoning;
    this.now = now;
  }

  /** Wishes for commands of this root. */
  Wishes of(Class<?> root) {
    if (root.isSealed()) {
      for (var each : root.getPermittedSubclasses()) of(each);
    } else {
      commands.addAll(Collections.nCopies(seasoning.weight(root.getSimpleName()), root));
    }
    return this;
  }

  /** A command that gets through a door; empty if chance found none. */
  Optional<Command<?, ?>> any() {
    for (int n = 0; n < TRIES; n++) {
      var type = commands.get(random.nextInt(commands.size()));
      try {
        return Optional.of(sealed(codec.fromJson(type, codec.toJson(made(type)))));
      } catch (BadInput refused) {
        continue;
      }
    }
    return Optional.empty();
  }

  /** What is personal is sealed on the way to a rule; here, in a box that nobody opens. */
  private Command<?, ?> sealed(Object command) {
    return (Command<?, ?>) codec.seal((Record) command, plain -> Sealed.boxed("t/p", plain));
  }

  /** An answer may hold words worth asking about. */
  void learn(Object answer) {
    if (!(answer instanceof Record)) return;
    for (var part : answer.getClass().getRecordComponents()) {
      if (part.getType() != String.class) continue;
      var words = learned.computeIfAbsent(part.getName(), name -> new ArrayList<>());
      if (words.size() == LEARNED) words.remove(random.nextInt(LEARNED));
      words.add((String) read(part, answer));
    }
  }

  private static Object read(RecordComponent part, Object record) {
    try {
      part.getAccessor().setAccessible(true);
      return part.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object made(Class<?> record) {
    var parts = record.getRecordComponents();
    var values = new Object[parts.length];
    for (int i = 0; i < parts.length; i++) {
      values[i] = value(parts[i].getName(), parts[i].getAnnotatedType());
    }
    try {
      var types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
      var constructor = record.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot wish for a " + record, e);
    }
  }

  private Object value(String name, AnnotatedType type) {
    var raw = raw(type.getType());
    if (raw == Optional.class)
      return !chance(3) ? Optional.empty() : Optional.of(inside(name, type));
    if (raw == Change.class) return change(name, type);
    if (raw == Sealed.class) return Sealed.of(inside(name, type));
    if (raw == List.class) return several(name, type);
    if (raw.isAssignableFrom(LinkedHashSet.class)) return new LinkedHashSet<>(several(name, type));
    if (raw == Map.class)
      return chance(2) ? Map.of() : new TreeMap<>(Map.of("a", inside(name, type)));
    if (raw == String.class) return text(name, type);
    if (raw == boolean.class || raw == Boolean.class) return chance(2);
    if (raw == int.class || raw == Integer.class) return (int) number(name, type);
    if (raw == long.class || raw == Long.class) return number(name, type);
    if (raw == Instant.class) return time();
    if (raw.isEnum()) return raw.getEnumConstants()[random.nextInt(raw.getEnumConstants().length)];
    if (raw.isRecord()) return made(raw);
    throw new IllegalStateException("nobody has said what to wish for in " + name + ": " + type);
  }

  private static Class<?> raw(Type type) {
    return (Class<?>) (type instanceof ParameterizedType p ? p.getRawType() : type);
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private Object inside(String name, AnnotatedType type) {
    var arguments = ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments();
    return value(name, arguments[arguments.length - 1]);
  }

  private Change<?> change(String name, AnnotatedType type) {
    int how = random.nextInt(4);
    if (how < 2) return new Change.Keep<>();
    return how == 2 ? new Change.Clear<>() : new Change.To<>(inside(name, type));
  }

  private List<Object> several(String name, AnnotatedType type) {
    var size = type.getAnnotation(Size.class);
    int least = type.isAnnotationPresent(NotEmpty.class) ? 1 : size == null ? 0 : size.min();
    int many = chance(30) ? least + 20 + random.nextInt(3) : least + random.nextInt(3);
    var all = new ArrayList<>();
    for (int n = 0; n < many; n++) all.add(inside(name, type));
    return all;
  }

  private String text(String name, AnnotatedElement type) {
    if (chance(20)) return bound(type.getAnnotation(Size.class));
    var met = learned.get(seasoning.learned().getOrDefault(name, ""));
    if (met != null && chance(2)) return one(met);
    var words = seasoning.words().get(name);
    if (words != null) return one(words);
    var form = type.getAnnotation(Pattern.class);
    if (form == null) return one(FEW);
    return one(FORMED.stream().filter(word -> word.matches(form.regexp())).toList());
  }

  private String bound(Size size) {
    if (size == null) return one(ODD);
    int length = one(List.of(size.min(), Math.min(size.max(), 3_000), size.min() + 1));
    return "y".repeat(chance(3) ? length + 1 : length);
  }

  private long number(String name, AnnotatedElement type) {
    var range = seasoning.numbers().get(name);
    if (range != null) return random.nextLong(range.get(0), range.get(1) + 1);
    var min = type.getAnnotation(Min.class);
    var max = type.getAnnotation(Max.class);
    long low = type.isAnnotationPresent(Positive.class) ? 1 : min == null ? 0 : min.value();
    long high = max == null ? low + 10 : max.value();
    return chance(10) ? one(List.of(low - 1, low, high, high + 1)) : random.nextLong(low, high + 1);
  }

  private Instant time() {
    if (chance(20)) return one(List.of(Instant.EPOCH, FAR, FAR.plusSeconds(1)));
    long hours = random.nextLong(-50, 50);
    return now.get().plus(hours, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MICROS);
  }
}
