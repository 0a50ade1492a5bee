package dev.mainstem.systems.links;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody asks for something at the redirect listener: what a request says, cut to bounds and not
 * yet understood, so that taking it costs next to nothing.
 *
 * @param host the name the listener was asked under, lower case, without port
 * @param path decoded, without the first slash
 * @param query as it was sent, or empty text
 * @param counts whether it is a visit at all: a HEAD or a prefetch only looks
 * @param address where it comes from, or empty text
 */
record Visit(
    String host,
    String path,
    String query,
    boolean counts,
    String agent,
    String referrer,
    String languages,
    String address) {
  static final int LONGEST_PATH = 512;
  private static final int LONGEST_QUERY = 2_048;
  private static final int MOST_PARAMETERS = 64;

  /**
   * The visit, or null if the request is not well-formed.
   *
   * @param forwarded whether a proxy in front tells who comes
   */
  static Visit of(HttpServerRequest request, boolean forwarded) {
    var path = request.path();
    var authority = request.authority();
    if (path == null || !path.startsWith("/") || path.length() > LONGEST_PATH) return null;
    if (authority == null || authority.host() == null) return null;
    var slug = decode(path.substring(1));
    if (slug == null) return null;
    boolean looks = request.method() == HttpMethod.HEAD || prefetches(request);
    return new Visit(
        authority.host().toLowerCase(Locale.ROOT),
        slug,
        cut(request.query(), LONGEST_QUERY),
        !looks,
        cut(request.getHeader("User-Agent"), 512),
        cut(request.getHeader("Referer"), 1_024),
        cut(request.getHeader("Accept-Language"), 100),
        address(request, forwarded));
  }

  /** Percent-decoded; null if that cannot be done. */
  private static String decode(String text) {
    if (text.indexOf('%') < 0) return text;
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String cut(String text, int most) {
    if (text == null) return "";
    return text.length() <= most ? text : text.substring(0, most);
  }

  /** The last one named was added by the proxy in front; those before, anybody may have written. */
  private static String address(HttpServerRequest request, boolean forwarded) {
    var named = forwarded ? request.getHeader("X-Forwarded-For") : null;
    if (named != null) return named.substring(named.lastIndexOf(',') + 1).strip();
    return cut(request.remoteAddress().hostAddress(), 64);
  }

  private static boolean prefetches(HttpServerRequest request) {
    return says(request, "Sec-Purpose") || says(request, "Purpose") || says(request, "X-Moz");
  }

  private static boolean says(HttpServerRequest request, String header) {
    var value = request.getHeader(header);
    return value != null && value.contains("prefetch");
  }

  /** The same visit, asking for another path. */
  Visit at(String path) {
    return new Visit(host, path, query, counts, agent, referrer, languages, address);
  }

  Optional<byte[]> ip() {
    return IpRange.address(address);
  }

  Map<String, String> parameters() {
    return parameters(query);
  }

  /** Parameters of a query, the first of each name; a broken one is passed over. */
  static Map<String, String> parameters(String query) {
    var found = new HashMap<String, String>();
    if (query.isEmpty()) return found;
    for (var pair : query.split("&", MOST_PARAMETERS)) {
      int equals = pair.indexOf('=');
      var name = decode((equals < 0 ? pair : pair.substring(0, equals)).replace('+', ' '));
      var value = decode(equals < 0 ? "" : pair.substring(equals + 1).replace('+', ' '));
      if (name != null && value != null && !name.isEmpty()) found.putIfAbsent(name, value);
    }
    return found;
  }
}
