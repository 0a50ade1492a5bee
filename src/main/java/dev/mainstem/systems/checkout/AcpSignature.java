package dev.mainstem.systems.checkout;

import dev.mainstem.codec.CanonicalJson;
import dev.mainstem.kernel.Problem;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.wire.http.ForeignCall;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Checks what an agent has signed, in a shop that wants its agents to sign (Agentic Commerce
 * Protocol 2026-04-17: {@code Signature} over canonical JSON with a {@code Timestamp}). The
 * protocol leaves the algorithm to the shop; ours is {@code base64url(HMAC-SHA256(key, Timestamp
 * "." body))}, the body in canonical JSON (RFC 8785) and empty if there is none, with a time of at
 * most five minutes ago or ahead. Safe for all threads.
 */
final class AcpSignature {
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final Problem INVALID =
      new Problem(
          Problem.Kind.UNAUTHENTICATED, "invalid-signature", "The request is not signed as agreed");

  private final Macs macs;
  private final InstantSource clock;

  AcpSignature(Macs macs, InstantSource clock) {
    this.macs = macs;
    this.clock = clock;
  }

  /** What agents of a tenant sign with; as they are given it, the key is its hexadecimal text. */
  static Forms.SigningKey key(Macs macs, Tenant tenant) {
    return new Forms.SigningKey(HexFormat.of().formatHex(macs.key("agent requests", tenant)));
  }

  /** Refuses what is not signed by an agent of this tenant just now. */
  void check(ForeignCall call) {
    var given = call.header("Signature").orElseThrow(() -> INVALID.of("Signature is missing"));
    var said = call.header("Timestamp").orElseThrow(() -> INVALID.of("Timestamp is missing"));
    var off = Duration.between(time(said), clock.instant()).abs();
    if (off.compareTo(SKEW) > 0) throw INVALID.of("Timestamp outside allowed window");
    var signed = Macs.of(Macs.utf8(key(macs, call.tenant()).key()), signed(said, call));
    var wanted = Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    var same = MessageDigest.isEqual(Macs.utf8(wanted), Macs.utf8(given.replaceAll("=+$", "")));
    if (!same) throw INVALID.of("Signature verification failed");
  }

  private static byte[] signed(String time, ForeignCall call) {
    var text = new ByteArrayOutputStream();
    text.writeBytes(Macs.utf8(time + "."));
    if (call.body().length > 0) text.writeBytes(CanonicalJson.of(call.json()));
    return text.toByteArray();
  }

  /** RFC 3339. */
  private static Instant time(String said) {
    try {
      return OffsetDateTime.parse(said).toInstant();
    } catch (DateTimeParseException e) {
      throw INVALID.of("Timestamp is not of RFC 3339");
    }
  }
}
