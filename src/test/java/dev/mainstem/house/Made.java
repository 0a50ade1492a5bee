package dev.mainstem.house;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mainstem.kernel.Change;
import dev.mainstem.kernel.Id;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Sealed;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/**
 * Values of any type the codec can write, made of chance alone: no bound that a door would check is
 * kept. What a constructor will not have is made again. Owned by one thread.
 */
final class Made {
  private static final int DEEPEST = 5;
  private static final int TRIES = 1_000;
  private static final String LETTERS = "ab/~\"\\\n\u0001é€\u2028𝄞 ";

  private final Random random;
  private final Map<Class<?>, Function<Random, Object>> scalars = new LinkedHashMap<>();

  Made(long seed) {
    random = new Random(seed);
    scalars.put(String.class, r -> text());
    for (var flag : List.of(boolean.class, Boolean.class)) scalars.put(flag, Random::nextBoolean);
    for (var small : List.of(int.class, Integer.class)) scalars.put(small, Random::nextInt);
    for (var large : List.of(long.class, Long.class)) scalars.put(large, r -> number());
    for (var real : List.of(double.class, Double.class)) scalars.put(real, Random::nextGaussian);
    scalars.put(BigDecimal.class, r -> BigDecimal.valueOf(r.nextInt(), r.nextInt(9)));
    scalars.put(Instant.class, r -> Instant.EPOCH.plus(number() / 10_000, ChronoUnit.MICROS));
    scalars.put(Duration.class, r -> Duration.of(number() / 10_000, ChronoUnit.MICROS));
    scalars.put(LocalDate.class, r -> LocalDate.ofEpochDay(r.nextInt(40_000)));
    scalars.put(Id.class, r -> new Id(number(), number()));
    scalars.put(Position.class, r -> new Position("main", Math.abs(r.nextInt())));
    scalars.put(byte[].class, r -> text().getBytes(UTF_8));
  }

  private long number() {
    return random.nextLong() >> random.nextInt(64);
  }

  private String text() {
    var text = new StringBuilder();
    for (int n = random.nextInt(5); n > 0; n--) {
      int at = random.nextInt(LETTERS.codePointCount(0, LETTERS.length()));
      text.appendCodePoint(LETTERS.codePointAt(LETTERS.offsetByCodePoints(0, at)));
    }
    return text.toString();
  }

  /** A value of this type. */
  Object of(Type type) {
    return of(type, 0);
  }

  private Object of(Type type, int depth) {
    if (type instanceof ParameterizedType generic) return container(generic, depth);
    var raw = (Class<?>) type;
    var scalar = scalars.get(raw);
    if (scalar != null) return scalar.apply(random);
    if (raw.isEnum()) return one(raw.getEnumConstants());
    if (raw.isSealed()) return of(one(raw.getPermittedSubclasses()), depth);
    if (raw.isRecord()) return record(raw, depth);
    throw new IllegalStateException("nobody has said how to make a " + type);
  }

  private <T> T one(T[] of) {
    return of[random.nextInt(of.length)];
  }

  private Object container(ParameterizedType type, int depth) {
    var raw = (Class<?>) type.getRawType();
    var inside = type.getActualTypeArguments()[type.getActualTypeArguments().length - 1];
    if (raw == Sealed.class) return Sealed.boxed("t/" + text(), text().getBytes(UTF_8));
    var some = several(inside, depth);
    if (raw == List.class) return some;
    if (raw.isAssignableFrom(LinkedHashSet.class)) return new LinkedHashSet<>(some);
    if (raw == Optional.class) return some.stream().findFirst();
    if (raw == Map.class) {
      var named = new LinkedHashMap<String, Object>();
      some.forEach(each -> named.put(text(), each));
      return named;
    }
    if (raw != Change.class) return of(raw, depth);
    if (!some.isEmpty()) return new Change.To<>(some.get(0));
    return random.nextBoolean() ? new Change.Keep<>() : new Change.Clear<>();
  }

  private List<Object> several(Type inside, int depth) {
    var all = new ArrayList<>();
    int many = depth > DEEPEST ? 0 : random.nextInt(3);
    for (int n = 0; n < many; n++) all.add(of(inside, depth + 1));
    return all;
  }

  private Object record(Class<?> type, int depth) {
    var parts = type.getRecordComponents();
    var types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return record(constructor, parts, depth);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + type, e);
    }
  }

  private Object record(Constructor<?> constructor, RecordComponent[] parts, int depth)
      throws ReflectiveOperationException {
    for (int n = 0; n < TRIES; n++) {
      var values = new Object[parts.length];
      for (int i = 0; i < parts.length; i++) values[i] = of(parts[i].getGenericType(), depth + 1);
      try {
        return constructor.newInstance(values);
      } catch (InvocationTargetException refused) {
        continue;
      }
    }
    throw new IllegalStateException("chance makes no " + constructor.getDeclaringClass());
  }
}
