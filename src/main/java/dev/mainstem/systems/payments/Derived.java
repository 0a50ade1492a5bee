package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Tenant;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Secrets that are made from the house's own and stand nowhere. Safe for all threads. */
final class Derived {
  private static final String HMAC = "HmacSHA256";
  private static final int BYTES = 16;

  private final SecretKeySpec secret;

  Derived(byte[] secret) {
    this.secret = new SecretKeySpec(secret, HMAC);
  }

  /** What a payer's browser shows that it may speak of an intent. */
  String clientSecret(Tenant tenant, String intent) {
    return intent + "_secret_" + of(tenant, intent);
  }

  /** What webhooks to an endpoint are signed with from now on. */
  String signingKey(Tenant tenant, Endpoint endpoint) {
    int generation = endpoint.keys().map(Endpoint.Keys::generation).orElse(0);
    return signingKey(tenant, endpoint.id(), generation);
  }

  /** All it is signed with at this time, the newest first. */
  List<String> signingKeys(Tenant tenant, Endpoint endpoint, Instant now) {
    var newest = signingKey(tenant, endpoint);
    return endpoint
        .keys()
        .filter(keys -> now.isBefore(keys.oldUntil()))
        .map(keys -> List.of(newest, signingKey(tenant, endpoint.id(), keys.generation() - 1)))
        .orElse(List.of(newest));
  }

  private String signingKey(Tenant tenant, String endpoint, int generation) {
    var name = generation == 0 ? endpoint : endpoint + "/" + generation;
    return "whsec_" + of(tenant, "hook/" + name);
  }

  private String of(Tenant tenant, String what) {
    var text = (tenant.name() + "\0" + what).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(Arrays.copyOf(hmac(secret, text), BYTES));
  }

  static byte[] hmac(SecretKeySpec key, byte[] text) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }
}
