package dev.mainstem.systems.tenants;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Makes keys at the door: {@code ms_{tenant}_{random}}. Only the SHA-256 of a key goes further; its
 * 256 random bits need no slower hash.
 */
final class KeyMint {
  private static final int RANDOM_BYTES = 32;

  private final SecureRandom random;

  KeyMint(SecureRandom random) {
    this.random = random;
  }

  String secret(String tenant) {
    var bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return "ms_" + tenant + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static String hash(String secret) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
