package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Tenant;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Words by which a mail's reader, whom nobody knows, says that they want no more of a kind: signed,
 * so that nobody says it for somebody else. Immutable; safe for all threads.
 */
final class Unsubscribing {
  private static final String HMAC = "HmacSHA256";
  private static final int SIGNATURE_BYTES = 16;

  private final SecretKeySpec secret;
  private final Supplier<String> address;

  /**
   * @param secret 32 bytes of the house
   * @param address of the door that takes them
   */
  Unsubscribing(byte[] secret, Supplier<String> address) {
    this.secret = new SecretKeySpec(secret, HMAC);
    this.address = address;
  }

  /** Who wants no more of what. */
  record Wish(Tenant tenant, String person, String scope) {
    private String text() {
      return tenant.name() + "/" + person + "/" + scope;
    }
  }

  String url(Wish wish) {
    return address.get() + "/unsubscribe/" + token(wish);
  }

  String token(Wish wish) {
    var text = wish.text().getBytes(StandardCharsets.UTF_8);
    var encoder = Base64.getUrlEncoder().withoutPadding();
    return encoder.encodeToString(text) + "." + encoder.encodeToString(sign(text));
  }

  /** Empty if nobody of us made it. */
  Optional<Wish> read(String token) {
    try {
      var parts = token.split("\\.", 2);
      if (parts.length < 2) return Optional.empty();
      var text = Base64.getUrlDecoder().decode(parts[0]);
      if (!MessageDigest.isEqual(sign(text), Base64.getUrlDecoder().decode(parts[1]))) {
        return Optional.empty();
      }
      var words = new String(text, StandardCharsets.UTF_8).split("/", 3);
      return Optional.of(new Wish(new Tenant(words[0]), words[1], words[2]));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private byte[] sign(byte[] text) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(secret);
      mac.update("unsubscribe/".getBytes(StandardCharsets.UTF_8));
      return java.util.Arrays.copyOf(mac.doFinal(text), SIGNATURE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }
}
