package dev.mainstem.systems.checkout;

import dev.mainstem.kernel.Tenant;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 (RFC 2104) under keys made of the house's secret, one for each purpose and tenant.
 */
final class Macs {
  private static final String HMAC = "HmacSHA256";

  private final byte[] secret;

  Macs(byte[] secret) {
    this.secret = secret.clone();
  }

  byte[] key(String purpose, Tenant tenant) {
    return of(secret, utf8(purpose + "\0" + tenant.name()));
  }

  static byte[] of(byte[] key, byte[] text) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
