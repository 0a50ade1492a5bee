package dev.mainstem.wire.http;

import dev.mainstem.engine.Callers;
import dev.mainstem.engine.Callers.Who;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Who asks, from the request alone. A bearer key, an {@code X-Api-Key}, or the console's cookie;
 * and, in a house nobody has issued a key for, whoever comes over loopback without having been
 * forwarded and from no other site's page. Safe for all threads.
 */
final class Credentials {
  private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final String BEARER = "bearer ";
  private static final String VIA = "X-Forwarded-";

  private final Callers callers;
  private final Sessions sessions;
  private final Set<String> names;

  /**
   * @param names further host names this door answers to; {@code *} for any
   */
  Credentials(Callers callers, Sessions sessions, Set<String> names) {
    this.callers = callers;
    this.sessions = sessions;
    this.names = names;
  }

  /** The same door, believing somebody else. */
  Credentials by(Callers callers) {
    return new Credentials(callers, sessions, names);
  }

  /**
   * Who asks; empty if nobody says.
   *
   * @throws dev.mainstem.kernel.Refusal if a credential is given that is not good
   */
  Optional<Who> of(HttpServerRequest request, boolean memoryOnly) {
    var key = key(request::getHeader);
    if (key.isPresent()) return of(request, key, memoryOnly);
    var session = request.getCookie(Sessions.COOKIE);
    if (session != null) {
      var hash = sessions.keyHash(session.getValue());
      var who = hash.flatMap(h -> callers.byHash(h, memoryOnly));
      if (who.isPresent()) return who;
    }
    return local(request, memoryOnly) ? Optional.of(Who.LOCAL_OWNER) : Optional.empty();
  }

  /** The same by a key alone, however it was shown; a cookie says nothing here. */
  Optional<Who> of(HttpServerRequest request, Optional<String> key, boolean memoryOnly) {
    if (key.isEmpty()) {
      return local(request, memoryOnly) ? Optional.of(Who.LOCAL_OWNER) : Optional.empty();
    }
    var who = callers.byKey(key.get(), memoryOnly);
    if (who.isEmpty() && !local(request, memoryOnly)) throw HttpProblem.BAD_CREDENTIALS.refusal();
    return who.or(() -> Optional.of(Who.LOCAL_OWNER));
  }

  /** The key in the headers the house knows. */
  static Optional<String> key(UnaryOperator<String> header) {
    var bearer = header.apply("Authorization");
    if (bearer != null && bearer.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      return Optional.of(bearer.substring(BEARER.length()).trim());
    }
    return Optional.ofNullable(header.apply("X-Api-Key"));
  }

  private boolean local(HttpServerRequest request, boolean memoryOnly) {
    return !callers.keysIssued(memoryOnly)
        && knownOrigin(request)
        && !forwarded(request)
        && loopback(request);
  }

  private static boolean forwarded(HttpServerRequest request) {
    for (var header : request.headers()) {
      var name = header.getKey();
      if (name.equalsIgnoreCase("Forwarded") || name.regionMatches(true, 0, VIA, 0, VIA.length())) {
        return true;
      }
    }
    return false;
  }

  /** Both ends: a door bound elsewhere is not trusted even from this machine. */
  private static boolean loopback(HttpServerRequest request) {
    return loopback(request.remoteAddress().hostAddress())
        && loopback(request.localAddress().hostAddress());
  }

  /** Of a resolved address; asked for every request, so it does not parse. */
  private static boolean loopback(String address) {
    return address != null
        && (address.startsWith("127.")
            || address.equals("0:0:0:0:0:0:0:1")
            || address.equals("::1"));
  }

  /** Whether the Host header names this door: keeps other sites from rebinding their name to it. */
  boolean knownHost(HttpServerRequest request) {
    if (names.contains("*")) return true;
    var named = host(request);
    if (named == null) return false;
    var host = named.toLowerCase(Locale.ROOT);
    return LOCAL_NAMES.contains(host) || host.equals("::1") || names.contains(host);
  }

  /** A whole address in the request line overrules the Host header (RFC 9112, 3.2.2). */
  private static String host(HttpServerRequest request) {
    var authority = request.authority();
    if (!request.uri().regionMatches(true, 0, "http", 0, 4)) {
      return authority == null ? null : authority.host();
    }
    return URI.create(request.uri()).getHost();
  }

  /** Whether the request comes from a page of this door, or from no page at all. */
  boolean knownOrigin(HttpServerRequest request) {
    var origin = request.getHeader("Origin");
    if (origin == null) return true;
    var authority = request.authority();
    if (authority == null) return false;
    var scheme = request.isSSL() ? "https://" : "http://";
    return origin.equalsIgnoreCase(scheme + authority);
  }
}
