package dev.mainstem.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mainstem.codec.Samples.BigCircle;
import dev.mainstem.codec.Samples.Colour;
import dev.mainstem.codec.Samples.Deep;
import dev.mainstem.codec.Samples.Dot;
import dev.mainstem.codec.Samples.Figure;
import dev.mainstem.codec.Samples.Holder;
import dev.mainstem.codec.Samples.Inner;
import dev.mainstem.codec.Samples.Nothing;
import dev.mainstem.codec.Samples.Patched;
import dev.mainstem.codec.Samples.Point;
import dev.mainstem.codec.Samples.Scalar;
import dev.mainstem.codec.Samples.Slug;
import dev.mainstem.codec.Samples.Tree;
import dev.mainstem.codec.Samples.Wanted;
import dev.mainstem.kernel.Change;
import dev.mainstem.kernel.Id;
import dev.mainstem.kernel.Position;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
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
import java.util.Set;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever is written can be read, and whatever is sent is understood or refused. */
final class CodecPropertyTest {
  private static final String LETTERS = "ab/~\"\\\n\u0001é€\u2028𝄞 ";
  private static final List<Class<? extends Record>> BODIES =
      List.of(Scalar.class, Holder.class, Wanted.class, Patched.class, Tree.class);

  private final Codec codec = new Codec();

  /** Makes records with every kind of component out of a seed. */
  private static final class Chance {
    private final Random random;

    Chance(long seed) {
      random = new Random(seed);
    }

    String text() {
      var text = new StringBuilder();
      for (int n = random.nextInt(5); n > 0; n--) {
        int at = random.nextInt(LETTERS.codePointCount(0, LETTERS.length()));
        text.appendCodePoint(LETTERS.codePointAt(LETTERS.offsetByCodePoints(0, at)));
      }
      return text.toString();
    }

    long number() {
      return random.nextLong() >> random.nextInt(64);
    }

    int small() {
      return (int) (random.nextInt() >> random.nextInt(32));
    }

    double real() {
      double any = Double.longBitsToDouble(random.nextLong());
      return Double.isFinite(any) ? any : random.nextInt();
    }

    BigDecimal decimal() {
      return new BigDecimal(BigInteger.valueOf(number()), random.nextInt(80) - 40);
    }

    Instant time() {
      long micros = number() / 10_000;
      return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    Duration length() {
      return Duration.of(number() / 10_000, ChronoUnit.MICROS);
    }

    <T> Optional<T> maybe(Supplier<T> make) {
      return random.nextBoolean() ? Optional.of(make.get()) : Optional.empty();
    }

    <T> List<T> list(Supplier<T> make) {
      var all = new ArrayList<T>();
      for (int n = random.nextInt(3); n > 0; n--) all.add(make.get());
      return List.copyOf(all);
    }

    <T> Set<T> set(Supplier<T> make) {
      return new LinkedHashSet<>(list(make));
    }

    <T> Map<String, T> map(Supplier<T> make) {
      var all = new LinkedHashMap<String, T>();
      for (int n = random.nextInt(3); n > 0; n--) all.put(text(), make.get());
      return all;
    }

    <T> Change<T> change(Supplier<T> make) {
      int which = random.nextInt(3);
      if (which == 0) return new Change.Keep<>();
      return which == 1 ? new Change.Clear<>() : new Change.To<>(make.get());
    }

    Colour colour() {
      return random.nextBoolean() ? Colour.RED : Colour.DARK_GREEN;
    }

    Point point() {
      return new Point(small(), small());
    }

    Figure figure() {
      int which = random.nextInt(3);
      if (which == 0) return new Nothing();
      return which == 1 ? new Dot(point()) : new BigCircle(point(), number());
    }

    Tree tree(int depth) {
      return new Tree(text(), depth == 0 ? List.of() : list(() -> tree(depth - 1)));
    }

    Scalar scalar() {
      return new Scalar(
          text(),
          random.nextBoolean(),
          small(),
          number(),
          real(),
          decimal(),
          LocalDate.ofEpochDay(random.nextInt(2_000_000)),
          new Position("main", number() & Long.MAX_VALUE),
          time(),
          length(),
          new Id(number(), number()),
          colour(),
          new Slug(text()),
          new Samples.Address(new Slug(text())));
    }

    Holder holder() {
      return new Holder(
          maybe(this::text),
          maybe(this::point),
          list(this::number),
          list(this::point),
          set(this::text),
          set(this::colour),
          map(this::point),
          figure(),
          list(this::figure),
          maybe(() -> list(() -> new Slug(text()))));
    }

    Inner inner() {
      return new Inner("t" + text(), list(() -> new Deep(1 + random.nextInt(9))));
    }

    Wanted wanted() {
      return new Wanted(
          "name",
          1 + random.nextInt(9),
          maybe(() -> 1 + (number() & 0xffff)),
          maybe(() -> "slug"),
          maybe(this::real),
          maybe(this::time),
          maybe(this::length),
          maybe(this::colour),
          maybe(() -> new Id(number(), number())),
          maybe(this::decimal),
          maybe(random::nextBoolean),
          maybe(this::inner),
          list(() -> "abc"),
          Set.of("x"),
          map(() -> "abc"),
          list(this::inner),
          map(this::inner),
          maybe(this::figure));
    }

    Patched patched() {
      return new Patched(
          text(),
          change(() -> "abc"),
          change(() -> set(() -> "t" + random.nextInt(9))),
          change(() -> 1 + (number() & 0xffff)));
    }

    Record any() {
      return switch (random.nextInt(5)) {
        case 0 -> scalar();
        case 1 -> holder();
        case 2 -> wanted();
        case 3 -> patched();
        default -> tree(3);
      };
    }

    /** Some bytes changed, taken out, put in, or taken from elsewhere in it. */
    byte[] mutated(byte[] body) {
      var bytes = body.clone();
      for (int n = 1 + random.nextInt(4); n > 0 && bytes.length > 1; n--) {
        int at = random.nextInt(bytes.length);
        int other = random.nextInt(bytes.length);
        switch (random.nextInt(4)) {
          case 0 -> bytes[at] = (byte) random.nextInt(256);
          case 1 -> bytes[at] = bytes[other];
          case 2 -> bytes = Arrays.copyOf(bytes, at);
          default -> bytes = spliced(bytes, Math.min(at, other), Math.max(at, other));
        }
      }
      return bytes;
    }

    private static byte[] spliced(byte[] bytes, int from, int to) {
      var more = Arrays.copyOf(bytes, bytes.length + to - from);
      System.arraycopy(bytes, from, more, to, bytes.length - from);
      return more;
    }
  }

  @Property(tries = 2_000)
  void every_kind_of_component_comes_back_from_cbor_and_json(@ForAll long seed) {
    var record = new Chance(seed).any();
    assertEquals(record, codec.fromCbor(record.getClass(), codec.toCbor(record)));
    var json = codec.toJson(record);
    assertEquals(record, codec.fromJson(record.getClass(), json));
    assertEquals(record, codec.fromJson(record.getClass(), spaced(json)));
  }

  private static byte[] spaced(byte[] json) {
    return ("\n " + new String(json, StandardCharsets.UTF_8) + " \t")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Property(tries = 20_000)
  void a_damaged_body_is_understood_or_refused(@ForAll long seed) {
    var chance = new Chance(seed);
    var record = chance.any();
    var body = chance.mutated(codec.toJson(record));
    try {
      var read = codec.fromJson(record.getClass(), body);
      // What was taken can be kept: it is written and read in our own form.
      assertEquals(read, codec.fromCbor(record.getClass(), codec.toCbor(read)));
    } catch (BadInput bad) {
      assertFalse(bad.fields().isEmpty());
    }
  }

  @Property(tries = 5_000)
  void a_body_meant_for_another_command_is_refused(@ForAll long seed) {
    var chance = new Chance(seed);
    var record = chance.any();
    var body = codec.toJson(record);
    for (var other : BODIES) {
      if (other == record.getClass()) continue;
      assertThrows(BadInput.class, () -> codec.fromJson(other, body));
    }
  }
}
