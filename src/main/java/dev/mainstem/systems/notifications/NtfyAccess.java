package dev.mainstem.systems.notifications;

import dev.mainstem.engine.Callers.Who;
import dev.mainstem.kernel.Caller;
import dev.mainstem.kernel.Tenant;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who asks at ntfy's door, and what they may. A key of the house is shown as a bearer's token or as
 * the password of any user; in the query as {@code auth}, both once more in Base64.
 *
 * <p>Rules set for one's own key come before those for everybody, and in each the closest pattern
 * counts; without any, a key may what its scopes say and nobody else may anything. Immutable.
 */
final class NtfyAccess {
  private static final Caller ANYBODY = new Caller("anybody", Set.of());

  private final Optional<Tenant> open;
  private final NtfyLimits limits;

  /**
   * @param open whose topics visitors without a key meet
   * @param limits how much they may ask
   */
  NtfyAccess(Optional<Tenant> open, NtfyLimits limits) {
    this.open = open;
    this.limits = limits;
  }

  static Optional<String> key(HttpServerRequest request, NtfyWords words) {
    return words
        .find("authorization", "auth")
        .or(() -> Optional.ofNullable(request.getHeader("Authorization")))
        .flatMap(value -> key(value, request));
  }

  private static Optional<String> key(String value, HttpServerRequest request) {
    var shown = request.getHeader("Authorization") == null ? base64(value) : value;
    if (shown.regionMatches(true, 0, "bearer ", 0, 7))
      return Optional.of(shown.substring(7).strip());
    if (!shown.regionMatches(true, 0, "basic ", 0, 6)) return Optional.empty();
    var pair = base64(shown.substring(6).strip());
    return Optional.of(pair.substring(pair.indexOf(':') + 1));
  }

  /** With the letters of URLs or without, padded or not. */
  private static String base64(String text) {
    try {
      var plain = text.replace('-', '+').replace('_', '/').replaceAll("=+$", "");
      return new String(Base64.getDecoder().decode(plain), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw NtfyProblem.UNAUTHORIZED.no();
    }
  }

  /** Whoever shows no key, where such are let in at all, and not too often. */
  Who visitor(HttpServerRequest request, Optional<Who> known) {
    if (known.isPresent()) return known.get();
    limits.request(request);
    return open.map(tenant -> new Who(tenant, ANYBODY)).orElseThrow(NtfyProblem.FORBIDDEN::no);
  }

  /** Counts a request that needs no key whoever makes it. */
  void anybody(HttpServerRequest request) {
    limits.request(request);
  }

  /** Counts a mail of whoever shows no key. */
  void mails(HttpServerRequest request, Who who) {
    if (who.caller() == ANYBODY) limits.mail(request);
  }

  static boolean reads(NotificationTables known, Caller caller, List<String> topics) {
    return topics.stream().allMatch(topic -> right(known, caller, topic).reads());
  }

  static boolean writes(NotificationTables known, Caller caller, String topic) {
    return right(known, caller, topic).writes();
  }

  private static Access.Right right(NotificationTables known, Caller caller, String topic) {
    if (caller.may(Caller.OWNER)) return Access.Right.READ_WRITE;
    return rule(known, caller.name(), topic)
        .or(() -> rule(known, Access.EVERYBODY, topic))
        .orElseGet(() -> byScopes(caller));
  }

  private static Optional<Access.Right> rule(NotificationTables known, String who, String topic) {
    return known.access.find(who).flatMap(access -> access.to(topic));
  }

  private static Access.Right byScopes(Caller caller) {
    boolean reads = caller.may("notifications:read");
    boolean writes = caller.may("notifications:write");
    if (reads) return writes ? Access.Right.READ_WRITE : Access.Right.READ_ONLY;
    return writes ? Access.Right.WRITE_ONLY : Access.Right.DENY;
  }
}
