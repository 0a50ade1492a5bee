package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Tenant;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys webhooks are signed with: made of the house's secret, the tenant, the endpoint and how
 * often it was rolled, so that none stands in an event or a row. Immutable; safe for all threads.
 */
final class WebhookKeys {
  private static final String HMAC = "HmacSHA256";
  private static final String ED25519 = "Ed25519";
  private static final int KEY_BYTES = 32;

  private final SecretKeySpec secret;

  /**
   * @param secret 32 bytes of the house
   */
  WebhookKeys(byte[] secret) {
    this.secret = new SecretKeySpec(secret, HMAC);
  }

  /** What HMAC signatures are made and checked with; shown to its owner only. */
  String symmetric(Tenant tenant, String endpoint, int version) {
    return "whsec_" + base64(bytes(tenant, endpoint, version + "/v1"));
  }

  private byte[] seed(Tenant tenant, String endpoint, int version) {
    return bytes(tenant, endpoint, version + "/v1a");
  }

  /** What Ed25519 signatures are checked with; no secret. */
  String open(Tenant tenant, String endpoint, int version) {
    var seed = seed(tenant, endpoint, version);
    try {
      var pairs = KeyPairGenerator.getInstance(ED25519);
      pairs.initialize(NamedParameterSpec.ED25519, new Fixed(seed));
      var encoded = pairs.generateKeyPair().getPublic().getEncoded();
      var raw = Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
      return "whpk_" + base64(raw);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ED25519, e);
    }
  }

  /** All that an endpoint is signed with now, the newest first. */
  List<String> signing(Tenant tenant, Endpoint endpoint, Instant now) {
    var keys = new ArrayList<String>();
    int oldest = endpoint.rolledUntil().filter(now::isBefore).isPresent() ? 1 : 0;
    for (int version = endpoint.secret(); version >= endpoint.secret() - oldest; version--) {
      keys.add(symmetric(tenant, endpoint.id(), version));
      keys.add("whsk_" + base64(seed(tenant, endpoint.id(), version)));
    }
    return keys;
  }

  private byte[] bytes(Tenant tenant, String endpoint, String what) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(secret);
      var text = tenant.name() + "/" + endpoint + "/" + what;
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Gives the JDK's generator the seed we have: the public key of a private one. */
  private static final class Fixed extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final byte[] seed;

    Fixed(byte[] seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
