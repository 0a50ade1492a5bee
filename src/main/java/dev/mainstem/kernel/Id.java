package dev.mainstem.kernel;

/**
 * A 128-bit id whose text keeps its order: 48 bits of milliseconds, then bits nobody can guess. Its
 * text is 26 characters of Crockford's base 32, lower case.
 *
 * @param high milliseconds since 1970 in the upper 48 bits, then 16 random bits
 * @param low 64 random bits
 */
public record Id(long high, long low) implements Comparable<Id> {
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LENGTH = 26;

  /** The id made at this time from these random bits. */
  public static Id of(long epochMs, long randomHigh, long randomLow) {
    return new Id(epochMs << 16 | (randomHigh & 0xffff), randomLow);
  }

  /**
   * Reads an id's text.
   *
   * @throws IllegalArgumentException if this is not the text of an id
   */
  public static Id parse(String text) {
    if (text.length() != LENGTH) throw new IllegalArgumentException("not an id: " + text);
    long high = 0;
    long low = 0;
    for (int i = 0; i < LENGTH; i++) {
      int digit = ALPHABET.indexOf(text.charAt(i));
      if (digit < 0) throw new IllegalArgumentException("not an id: " + text);
      high = high << 5 | low >>> 59;
      low = low << 5 | digit;
    }
    return new Id(high, low);
  }

  /** The nth id that can be given away in the moment this id names; same id and n, same result. */
  public Id child(int n) {
    return new Id(high, mix(low + 0x9e3779b97f4a7c15L * (n + 1L)));
  }

  private static long mix(long x) {
    long z = (x ^ (x >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  @Override
  public int compareTo(Id other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    var text = new char[LENGTH];
    long h = high;
    long l = low;
    for (int i = LENGTH - 1; i >= 0; i--) {
      text[i] = ALPHABET.charAt((int) (l & 31));
      l = l >>> 5 | h << 59;
      h >>>= 5;
    }
    return new String(text);
  }
}
