package dev.mainstem.engine.delivery;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs as the Standard Webhooks specification 1.0.0 says, with every key it has: while one is
 * replaced by another, both signatures stand in the header. Keys are {@code whsec_…} (HMAC-SHA256,
 * {@code v1}) or {@code whsk_…} (Ed25519, {@code v1a}; 32 bytes of seed, or these and the public
 * key). Safe for all threads.
 */
public final class StandardWebhooks implements Signer {
  private static final String SYMMETRIC = "whsec_";
  private static final String ASYMMETRIC = "whsk_";
  private static final int SEED_BYTES = 32;

  private final List<String> keys;

  /**
   * @param keys the newest first
   */
  public StandardWebhooks(List<String> keys) {
    if (keys.isEmpty()) throw new IllegalArgumentException("no key to sign with");
    this.keys = List.copyOf(keys);
  }

  @Override
  public Map<String, String> sign(Letter letter, Instant now) {
    var timestamp = String.valueOf(now.getEpochSecond());
    var signed = signed(letter, timestamp);
    var signatures = keys.stream().map(key -> sign(key, signed)).collect(Collectors.joining(" "));
    return Map.of(
        "webhook-id", letter.id(),
        "webhook-timestamp", timestamp,
        "webhook-signature", signatures);
  }

  private static byte[] signed(Letter letter, String timestamp) {
    var head = (letter.id() + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(head.length + letter.body().length)
        .put(head)
        .put(letter.body())
        .array();
  }

  private static String sign(String key, byte[] signed) {
    try {
      if (key.startsWith(SYMMETRIC)) return "v1," + base64(hmac(bytes(key, SYMMETRIC), signed));
      if (key.startsWith(ASYMMETRIC))
        return "v1a," + base64(ed25519(bytes(key, ASYMMETRIC), signed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA256 and Ed25519", e);
    }
    throw new IllegalArgumentException("a key begins with " + SYMMETRIC + " or " + ASYMMETRIC);
  }

  private static byte[] bytes(String key, String prefix) {
    return Base64.getDecoder().decode(key.substring(prefix.length()));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] hmac(byte[] key, byte[] signed) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(signed);
  }

  private static byte[] ed25519(byte[] key, byte[] signed) throws GeneralSecurityException {
    var seed = Arrays.copyOf(key, SEED_BYTES);
    var spec = new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed);
    var signature = Signature.getInstance("Ed25519");
    signature.initSign(KeyFactory.getInstance("Ed25519").generatePrivate(spec));
    signature.update(signed);
    return signature.sign();
  }
}
