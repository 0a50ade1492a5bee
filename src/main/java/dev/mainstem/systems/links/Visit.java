package dev.mainstem.systems.links;

import dev.mainstem.systems.links.ClickEvent.Click;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Somebody asks for a short link.
 *
 * @param host the name the listener was asked under, lower case, without port
 * @param counts whether it is a visit at all: a HEAD or a prefetch only looks
 * @param person whether the agent is not known to be a machine
 * @param referrer host of the page it comes from, or empty text
 */
record Visit(String host, String slug, boolean counts, boolean person, String referrer) {
  private static final int LONGEST_PATH = 512;
  private static final Pattern MACHINES =
      Pattern.compile(
          "bot\\b|bot/|crawl|spider|slurp|curl/|wget/|python|java/|go-http|okhttp|libwww|headless"
              + "|facebookexternalhit|preview|monitor|fetch|scan|http-client|axios|postman",
          Pattern.CASE_INSENSITIVE);

  /** The visit, or null if the path cannot be a slug's. */
  static Visit of(HttpServerRequest request) {
    var path = request.path();
    var authority = request.authority();
    if (path == null || path.length() < 2 || path.length() > LONGEST_PATH || authority == null) {
      return null;
    }
    var slug = path.substring(1);
    if (slug.indexOf('%') >= 0) slug = decode(slug);
    if (slug == null) return null;
    boolean looks = request.method() == HttpMethod.HEAD || prefetches(request);
    var agent = request.getHeader("User-Agent");
    boolean person = agent != null && !MACHINES.matcher(agent).find();
    var host = authority.host().toLowerCase(Locale.ROOT);
    return new Visit(host, slug, !looks, person, referrer(request.getHeader("Referer")));
  }

  private static String decode(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean prefetches(HttpServerRequest request) {
    return says(request, "Sec-Purpose") || says(request, "Purpose") || says(request, "X-Moz");
  }

  private static boolean says(HttpServerRequest request, String header) {
    var value = request.getHeader(header);
    return value != null && value.contains("prefetch");
  }

  private static String referrer(String page) {
    if (page == null) return "";
    try {
      var host = URI.create(page).getHost();
      return host == null || host.length() > 100 ? "" : host.toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  Click click(LinkKey link, Instant at) {
    return new Click(link, at, person, referrer, java.util.Optional.empty());
  }
}
