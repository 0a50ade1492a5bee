package dev.mainstem.engine.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM (NIST SP 800-38D) with a fresh random nonce of 96 bits before the cipher text, and
 * HMAC-SHA-256 (RFC 2104) for names and for keys made from keys. Safe for all threads.
 */
final class Cipher {
  static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String TRANSFORM = "AES/GCM/NoPadding";
  private static final String MAC = "HmacSHA256";

  private final Consumer<byte[]> random;

  /**
   * @param random fills an array with bytes nobody can guess
   */
  Cipher(Consumer<byte[]> random) {
    this.random = random;
  }

  byte[] key() {
    var key = new byte[KEY_BYTES];
    random.accept(key);
    return key;
  }

  /**
   * @param about what the text belongs to: it opens with the same only
   */
  byte[] close(byte[] key, String about, byte[] plain) {
    var nonce = new byte[NONCE_BYTES];
    random.accept(nonce);
    try {
      var cipher = javax.crypto.Cipher.getInstance(TRANSFORM);
      var spec = new GCMParameterSpec(TAG_BITS, nonce);
      cipher.init(javax.crypto.Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), spec);
      cipher.updateAAD(utf8(about));
      var box = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(plain.length));
      cipher.doFinal(plain, 0, plain.length, box, NONCE_BYTES);
      return box;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM must be there", e);
    }
  }

  /** Empty if it was closed with another key, or is not what was closed. */
  static Optional<byte[]> open(byte[] key, String about, byte[] box) {
    if (box.length < NONCE_BYTES) return Optional.empty();
    try {
      var cipher = javax.crypto.Cipher.getInstance(TRANSFORM);
      var spec = new GCMParameterSpec(TAG_BITS, box, 0, NONCE_BYTES);
      cipher.init(javax.crypto.Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), spec);
      cipher.updateAAD(utf8(about));
      return Optional.of(cipher.doFinal(box, NONCE_BYTES, box.length - NONCE_BYTES));
    } catch (javax.crypto.AEADBadTagException other) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM must be there", e);
    }
  }

  static byte[] hash(byte[] key, String text) {
    return hash(key, utf8(text));
  }

  static byte[] hash(byte[] key, byte[] content) {
    try {
      var mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(key, MAC));
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC must be there", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
