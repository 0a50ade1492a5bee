package dev.mainstem.wire.http;

import dev.mainstem.engine.Asked;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/** The {@code Idempotency-Key} header: the same key and the same request mean one deed. */
final class Onces {
  private static final int LONGEST = 255;

  private Onces() {}

  static Optional<Asked.Once> of(HttpServerRequest request, byte[] body) {
    var id = request.getHeader("Idempotency-Key");
    if (id == null) return Optional.empty();
    boolean visible = id.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    if (id.isEmpty() || id.length() > LONGEST || !visible) {
      throw HttpProblem.BAD_HEADER.of("Idempotency-Key is 1 to 255 visible ASCII characters");
    }
    return Optional.of(new Asked.Once(id, hash(request, body)));
  }

  /** An id that is good at one endpoint, for one caller. */
  static String scoped(String endpoint, String caller, String id) {
    var text = endpoint + "\n" + caller + "\n" + id;
    var hash = sha().digest(text.getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }

  private static byte[] hash(HttpServerRequest request, byte[] body) {
    var sha = sha();
    sha.update((request.method() + " " + request.uri() + "\n").getBytes(StandardCharsets.UTF_8));
    return sha.digest(body);
  }

  private static MessageDigest sha() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
