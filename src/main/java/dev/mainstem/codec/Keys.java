package dev.mainstem.codec;

import dev.mainstem.kernel.Id;
import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keys as bytes whose unsigned order is the order of the keys: component by component, texts by
 * code point, numbers by value, enums by name. No key is the beginning of another, and the bytes of
 * leading components are the beginning of the whole key's. Safe for all threads.
 *
 * <p>Texts and byte strings end with {@code 00 00}; a zero inside is written {@code 00 FF}. Numbers
 * are big-endian with the sign bit turned.
 */
public final class Keys {
  private static final byte[] NOTHING = {};

  private final Map<Class<?>, Parts> parts = new ConcurrentHashMap<>();

  /** How a record key is taken apart and put together. */
  private record Parts(Class<?>[] types, MethodHandle[] get, MethodHandle make) {}

  /** The bytes of a key. */
  public byte[] encode(Object key) {
    var out = new KeyBytes(NOTHING);
    write(key, out);
    return out.toBytes();
  }

  /** A prefix and the bytes of a key behind it. */
  public byte[] encode(byte[] prefix, Object key) {
    var out = new KeyBytes(prefix);
    write(key, out);
    return out.toBytes();
  }

  /** A prefix and the bytes of two keys behind it. */
  public byte[] encode(byte[] prefix, Object first, Object second) {
    var out = new KeyBytes(prefix);
    write(first, out);
    write(second, out);
    return out.toBytes();
  }

  /** The bytes of leading component values, one after the other. */
  public byte[] prefix(List<Object> leading) {
    var out = new KeyBytes(NOTHING);
    for (var each : leading) write(each, out);
    return out.toBytes();
  }

  /** The smallest bytes greater than all that begin with this prefix. */
  public static byte[] after(byte[] prefix) {
    int length = prefix.length;
    while (length > 0 && prefix[length - 1] == (byte) 0xff) length--;
    if (length == 0) throw new IllegalArgumentException("nothing comes after this prefix");
    var next = Arrays.copyOf(prefix, length);
    next[length - 1]++;
    return next;
  }

  /** Reads a key that begins at the offset. */
  public <K> K decode(Class<K> type, byte[] bytes, int offset) {
    return boxed(type).cast(read(type, ByteBuffer.wrap(bytes).position(offset)));
  }

  /** Where the key that begins at the offset ends. */
  public int skip(Class<?> type, byte[] bytes, int offset) {
    var in = ByteBuffer.wrap(bytes).position(offset);
    read(type, in);
    return in.position();
  }

  @SuppressWarnings("unchecked") // a boxed class stands for its primitive
  private static <K> Class<K> boxed(Class<K> type) {
    return (Class<K>) MethodType.methodType(type).wrap().returnType();
  }

  private void write(Object value, KeyBytes out) {
    if (value instanceof String text) out.text(text);
    else if (value instanceof Long number) out.number(number ^ Long.MIN_VALUE);
    else if (value instanceof Integer number) out.number(number ^ Integer.MIN_VALUE);
    else if (value instanceof Instant time) out.number(Times.micros(time) ^ Long.MIN_VALUE);
    else if (value instanceof Id id) id(id, out);
    else if (value instanceof Enum<?> constant) write(constant.name(), out);
    else if (value instanceof Boolean flag) out.put(flag ? 1 : 0);
    else if (value instanceof byte[] bytes) out.text(bytes);
    else if (value instanceof LocalDate day) write(day.toEpochDay(), out);
    else if (value instanceof Record record) record(record, out);
    else throw new IllegalArgumentException("cannot be a key: " + value);
  }

  private static void id(Id id, KeyBytes out) {
    out.number(id.high());
    out.number(id.low());
  }

  private void record(Record record, KeyBytes out) {
    for (var get : parts(record.getClass()).get()) {
      try {
        Object part = get.invokeExact((Object) record);
        write(part, out);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException("an accessor threw", e);
      }
    }
  }

  private Object read(Class<?> type, ByteBuffer in) {
    if (type == String.class) return new String(text(in), StandardCharsets.UTF_8);
    if (type == Long.class || type == long.class) return in.getLong() ^ Long.MIN_VALUE;
    if (type == Integer.class || type == int.class) return in.getInt() ^ Integer.MIN_VALUE;
    if (type == Instant.class) {
      return Instant.EPOCH.plus(in.getLong() ^ Long.MIN_VALUE, ChronoUnit.MICROS);
    }
    if (type == Id.class) return new Id(in.getLong(), in.getLong());
    if (type == Boolean.class || type == boolean.class) return in.get() == 1;
    if (type == byte[].class) return text(in);
    if (type == LocalDate.class) return LocalDate.ofEpochDay(in.getLong() ^ Long.MIN_VALUE);
    if (type.isEnum()) return constant(type, new String(text(in), StandardCharsets.UTF_8));
    if (type.isRecord()) return record(type, in);
    throw new IllegalArgumentException("cannot be a key: " + type);
  }

  private static Object constant(Class<?> type, String name) {
    for (var each : type.getEnumConstants()) if (((Enum<?>) each).name().equals(name)) return each;
    throw new IllegalArgumentException(name + " is not one of " + type);
  }

  private static byte[] text(ByteBuffer in) {
    var out = new ByteArrayOutputStream();
    for (; ; ) {
      byte b = in.get();
      if (b == 0 && in.get() == 0) return out.toByteArray();
      out.write(b);
    }
  }

  private Object record(Class<?> type, ByteBuffer in) {
    var parts = parts(type);
    var values = new Object[parts.types().length];
    for (int i = 0; i < values.length; i++) values[i] = read(parts.types()[i], in);
    try {
      return parts.make().invokeExact(values);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a constructor threw", e);
    }
  }

  private Parts parts(Class<?> type) {
    var known = parts.get(type);
    return known == null ? parts.computeIfAbsent(type, Keys::look) : known;
  }

  private static Parts look(Class<?> type) {
    try {
      var lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      var components = type.getRecordComponents();
      var types = new Class<?>[components.length];
      var get = new MethodHandle[components.length];
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        var accessor = components[i].getAccessor();
        accessor.setAccessible(true);
        get[i] =
            lookup.unreflect(accessor).asType(MethodType.methodType(Object.class, Object.class));
      }
      var make =
          lookup
              .findConstructor(type, MethodType.methodType(void.class, types))
              .asSpreader(Object[].class, types.length)
              .asType(MethodType.methodType(Object.class, Object[].class));
      return new Parts(types, get, make);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot see into " + type, e);
    }
  }
}
