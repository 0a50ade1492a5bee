package dev.mainstem.systems.links;

import dev.mainstem.kernel.Tenant;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns counters into codes: a keyed permutation of the code space, so no two counters of one
 * tenant and domain give the same code, and who has seen many codes cannot guess the next.
 *
 * <p>A balanced Feistel network of eight rounds over the smallest even number of bits that covers
 * the space, with AES as round function, walking the cycle until it falls inside the space (Black
 * and Rogaway, "Ciphers with Arbitrary Finite Domains", 2002, methods 2 and 3). Each tenant and
 * domain has a key of its own, derived from the house's.
 */
public final class Codes {
  /** No look-alikes: 0 O o, 1 I i l L are left out. */
  static final String ALPHABET = "23456789abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ";

  static final int LENGTH = 6;

  /** As many characters as a counter of 63 bits can fill. */
  private static final int LONGEST_SPACE = 10;

  private static final int SIGNS = ALPHABET.length();
  private static final int ROUNDS = 8;
  private static final String MAC = "HmacSHA256";

  private final byte[] houseKey;

  /**
   * @param houseKey 32 secret bytes
   */
  public Codes(byte[] houseKey) {
    this.houseKey = houseKey.clone();
  }

  /**
   * A code that is free.
   *
   * @param counter what it was made of; 0 for a wished slug
   */
  record Code(LinkKey key, long counter) {}

  /**
   * What earlier items of the same decision took.
   *
   * @param last counters, by series
   */
  record Taken(Set<LinkKey> keys, Map<String, Long> last) {
    static final Taken NONE = new Taken(Set.of(), Map.of());

    long last(String series) {
      return last.getOrDefault(series, 0L);
    }
  }

  /** What codes of this domain and length are counted under; no host name holds a {@code #}. */
  static String series(String domain, int length) {
    return length == LENGTH ? domain : domain + "#" + length;
  }

  /** The permutation of this tenant and series of codes of the usual length. Not thread-safe. */
  Permutation of(Tenant tenant, String series) {
    return of(tenant, series, LENGTH);
  }

  /** The permutation of this tenant and series. Not thread-safe. */
  Permutation of(Tenant tenant, String series, int length) {
    try {
      var mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(houseKey, MAC));
      mac.update(tenant.name().getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      var key = mac.doFinal(series.getBytes(StandardCharsets.UTF_8));
      var cipher = Cipher.getInstance("AES/ECB/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(Arrays.copyOf(key, 16), "AES"));
      return new Permutation(cipher, length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES and " + MAC, e);
    }
  }

  /** A permutation of the code space. Owned by one thread. */
  static final class Permutation {
    private final Cipher cipher;
    private final int length;
    private final long space;
    private final int half;
    private final ByteBuffer block = ByteBuffer.allocate(16);

    Permutation(Cipher cipher, int length) {
      this.cipher = cipher;
      this.length = length;
      this.space = space(Math.min(length, LONGEST_SPACE));
      int bits = Long.SIZE - Long.numberOfLeadingZeros(space - 1);
      this.half = (bits + 1) / 2;
    }

    private static long space(int length) {
      long space = 1;
      for (int i = 0; i < length; i++) space *= ALPHABET.length();
      return space;
    }

    /**
     * The code of this counter; counters beyond the space begin longer codes. What makes a code
     * unlike all others are its first characters; the rest of a long one is only hard to guess.
     */
    String code(long counter) {
      long walked = counter % space;
      do walked = feistel(walked);
      while (walked >= space);
      var text = new StringBuilder(spell(walked));
      while (text.length() < length) text.append(pad(counter, text.length()));
      for (long rest = counter / space; rest > 0; rest /= ALPHABET.length()) {
        text.append(ALPHABET.charAt((int) (rest % ALPHABET.length())));
      }
      return text.toString();
    }

    private long feistel(long x) {
      long mask = (1L << half) - 1;
      long left = x >>> half;
      long right = x & mask;
      for (int round = 0; round < ROUNDS; round++) {
        long next = left ^ (scramble(round, right) & mask);
        left = right;
        right = next;
      }
      return left << half | right;
    }

    private long scramble(int round, long value) {
      try {
        block.putLong(0, round).putLong(Long.BYTES, value);
        return ByteBuffer.wrap(cipher.doFinal(block.array())).getLong();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("AES of one block cannot fail", e);
      }
    }

    private char pad(long counter, int at) {
      return ALPHABET.charAt((int) Long.remainderUnsigned(scramble(ROUNDS + at, counter), SIGNS));
    }

    private String spell(long number) {
      var text = new char[Math.min(length, LONGEST_SPACE)];
      long rest = number;
      for (int i = text.length - 1; i >= 0; i--) {
        text[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
        rest /= ALPHABET.length();
      }
      return new String(text);
    }
  }
}
