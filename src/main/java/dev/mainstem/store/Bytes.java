package dev.mainstem.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A byte string as a hash key, with the few byte-string verbs the store needs. */
final class Bytes implements Comparable<Bytes> {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] array;
  private final int hash;

  Bytes(byte[] array) {
    this.array = array;
    this.hash = hash(array);
  }

  /**
   * Eight bytes at a time, each word mixed before the next. The usual polynomial makes neighbouring
   * big-endian numbers collide, and keys are little else.
   */
  private static int hash(byte[] array) {
    long hash = array.length;
    int at = 0;
    for (; at + Long.BYTES <= array.length; at += Long.BYTES) {
      hash = mix(hash ^ (long) LONG.get(array, at));
    }
    long rest = 0;
    for (; at < array.length; at++) rest = rest << 8 | (array[at] & 0xff);
    hash = mix(hash ^ rest);
    return (int) (hash ^ hash >>> 32);
  }

  private static long mix(long x) {
    long product = x * 0x9e3779b97f4a7c15L;
    return product ^ product >>> 29;
  }

  byte[] array() {
    return array;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && hash == that.hash && Arrays.equals(array, that.array);
  }

  /** Eight bytes at a time: keys of one table begin alike, and differ soon after. */
  @Override
  public int compareTo(Bytes that) {
    var other = that.array;
    int both = Math.min(array.length, other.length) - Long.BYTES;
    int at = 0;
    for (; at <= both; at += Long.BYTES) {
      long mine = (long) LONG.get(array, at);
      long its = (long) LONG.get(other, at);
      if (mine != its) return Long.compareUnsigned(mine, its);
    }
    return Arrays.compareUnsigned(array, at, array.length, other, at, other.length);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** The id of the table or index that a key of the store begins with. */
  static int tableOf(byte[] key) {
    return (key[0] & 0xff) << 8 | (key[1] & 0xff);
  }

  /** The nth eight bytes, with zeros where it has ended: orders as the bytes do, but for ties. */
  long word(int n) {
    int at = n * Long.BYTES;
    if (at + Long.BYTES <= array.length) return (long) LONG.get(array, at);
    long word = 0;
    for (int i = at; i < at + Long.BYTES; i++) {
      word = word << 8 | (i < array.length ? array[i] & 0xff : 0);
    }
    return word;
  }

  static long longAt(byte[] bytes, int offset) {
    return (long) LONG.get(bytes, offset);
  }

  static byte[] ofLong(long value) {
    var bytes = new byte[Long.BYTES];
    LONG.set(bytes, 0, value);
    return bytes;
  }

  static byte[] join(byte[] a, byte[] b) {
    var joined = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, joined, a.length, b.length);
    return joined;
  }

  static byte[] join(byte[] a, long b) {
    var joined = Arrays.copyOf(a, a.length + Long.BYTES);
    LONG.set(joined, a.length, b);
    return joined;
  }

  static boolean startsWith(byte[] bytes, byte[] prefix) {
    return bytes.length >= prefix.length
        && Arrays.mismatch(bytes, 0, prefix.length, prefix, 0, prefix.length) < 0;
  }
}
