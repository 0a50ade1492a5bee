package dev.mainstem.wire.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The console's sessions: a key is exchanged for a cookie that names the key's hash, so that event
 * streams, which cannot send headers, are signed in too. A session ends with its key, or after 12
 * hours. Nothing is stored; the cookie is signed with a secret of the house.
 */
final class Sessions {
  static final String COOKIE = "mainstem";
  static final Duration LIFE = Duration.ofHours(12);
  private static final String HMAC = "HmacSHA256";

  private final byte[] secret;
  private final InstantSource clock;

  Sessions(byte[] secret, InstantSource clock) {
    this.secret = secret.clone();
    this.clock = clock;
  }

  /** The cookie's value for a key's hash. */
  String open(String keyHash) {
    var content = keyHash + "." + clock.instant().plus(LIFE).getEpochSecond();
    return content + "." + sign(content);
  }

  /** The key's hash, if the session is genuine and has not ended. */
  Optional<String> keyHash(String cookie) {
    int end = cookie.lastIndexOf('.');
    int middle = cookie.indexOf('.');
    if (middle < 0 || middle == end) return Optional.empty();
    var expected = sign(cookie.substring(0, end)).getBytes(StandardCharsets.US_ASCII);
    var given = cookie.substring(end + 1).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(expected, given)) return Optional.empty();
    long until = Long.parseLong(cookie.substring(middle + 1, end));
    boolean over = clock.instant().getEpochSecond() >= until;
    return over ? Optional.empty() : Optional.of(cookie.substring(0, middle));
  }

  private String sign(String content) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret, HMAC));
      return HexFormat.of().formatHex(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }
}
