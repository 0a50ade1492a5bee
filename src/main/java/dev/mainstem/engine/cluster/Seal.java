package dev.mainstem.engine.cluster;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells messages of our own nodes from those of whoever else can reach the bus's port: HMAC-SHA256
 * over what they are about and their content, with the secret all nodes share. It hides nothing.
 * Safe for all threads.
 */
final class Seal {
  static final int BYTES = 32;
  private static final String HMAC = "HmacSHA256";

  private final SecretKeySpec secret;

  Seal(String secret) {
    this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC);
  }

  /**
   * The content behind its seal.
   *
   * @param about the address of a question, or the seal of the question that is answered
   */
  byte[] on(byte[] about, byte[] content) {
    var sealed = Arrays.copyOf(seal(about, content, 0), BYTES + content.length);
    System.arraycopy(content, 0, sealed, BYTES, content.length);
    return sealed;
  }

  /** The content, if the seal is genuine. */
  Optional<byte[]> broken(byte[] about, byte[] sealed) {
    if (sealed.length < BYTES) return Optional.empty();
    var given = Arrays.copyOf(sealed, BYTES);
    if (!MessageDigest.isEqual(seal(about, sealed, BYTES), given)) return Optional.empty();
    return Optional.of(Arrays.copyOfRange(sealed, BYTES, sealed.length));
  }

  private byte[] seal(byte[] about, byte[] content, int from) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(secret);
      mac.update(about);
      mac.update((byte) 0);
      mac.update(content, from, content.length - from);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }
}
