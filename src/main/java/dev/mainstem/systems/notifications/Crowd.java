package dev.mainstem.systems.notifications;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * People of one block or chunk, a bit each: a set that is small however many they are.
 *
 * @param bits the lowest first, without trailing zeros
 */
record Crowd(byte[] bits) {
  /** People in a block: what one row of a term holds. */
  static final int BLOCK = 1_000;

  static final Crowd NOBODY = new Crowd(new byte[0]);

  static Crowd of(BitSet set) {
    return new Crowd(set.toByteArray());
  }

  /** A copy that may be changed. */
  BitSet set() {
    return BitSet.valueOf(bits);
  }

  Crowd with(int n) {
    var set = set();
    set.set(n);
    return of(set);
  }

  Crowd without(int n) {
    var set = set();
    set.clear(n);
    return of(set);
  }

  Crowd with(Crowd others) {
    var set = set();
    set.or(others.set());
    return of(set);
  }

  Crowd without(Crowd others) {
    var set = set();
    set.andNot(others.set());
    return of(set);
  }

  Crowd and(Crowd others) {
    var set = set();
    set.and(others.set());
    return of(set);
  }

  /** The first so many. */
  Crowd first(int most) {
    var first = new BitSet();
    set().stream().limit(most).forEach(first::set);
    return of(first);
  }

  boolean has(int n) {
    return set().get(n);
  }

  boolean empty() {
    return bits.length == 0;
  }

  int size() {
    return set().cardinality();
  }

  IntStream stream() {
    return set().stream();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Crowd it && Arrays.equals(bits, it.bits);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bits);
  }

  @Override
  public String toString() {
    return "Crowd" + set();
  }

  /** A row: who of a block is in a crowd. */
  record Key(int block, String term) {}
}
