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

  @Override
  public int compareTo(Bytes that) {
    return Arrays.compareUnsigned(array, that.array);
  }

  @Override
  public int hashCode() {
    return hash;
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
