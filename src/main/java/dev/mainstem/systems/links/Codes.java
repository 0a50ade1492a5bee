package dev.mainstem.systems.links;

import dev.mainstem.kernel.Tenant;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
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

  /** What earlier items of the same decision took. */
  record Taken(Set<LinkKey> keys, long counter) {
    static final Taken NONE = new Taken(Set.of(), 0);
  }

  /** The permutation of this tenant and domain. Not thread-safe. */
  Permutation of(Tenant tenant, String domain) {
    try {
      var mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(houseKey, MAC));
      mac.update(tenant.name().getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      var key = mac.doFinal(domain.getBytes(StandardCharsets.UTF_8));
      var cipher = Cipher.getInstance("AES/ECB/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(Arrays.copyOf(key, 16), "AES"));
      return new Permutation(cipher);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES and " + MAC, e);
    }
  }

  /** A permutation of the code space. Owned by one thread. */
  static final class Permutation {
    private final Cipher cipher;
    private final long space;
    private final int half;
    private final ByteBuffer block = ByteBuffer.allocate(16);

    Permutation(Cipher cipher) {
      this.cipher = cipher;
      this.space = (long) Math.pow(ALPHABET.length(), LENGTH);
      int bits = Long.SIZE - Long.numberOfLeadingZeros(space - 1);
      this.half = (bits + 1) / 2;
    }

    /** The code of this counter; counters beyond the space begin longer codes. */
    String code(long counter) {
      long walked = counter % space;
      do walked = feistel(walked);
      while (walked >= space);
      var text = new StringBuilder(spell(walked));
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

    private static String spell(long number) {
      var text = new char[LENGTH];
      long rest = number;
      for (int i = LENGTH - 1; i >= 0; i--) {
        text[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
        rest /= ALPHABET.length();
      }
      return new String(text);
    }
  }
}
