package dev.mainstem.wire.http;

import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The query part of a request, checked: every parameter known, given once, well-formed.
 *
 * @param own parameters the route declares
 * @param page {@code after} and {@code limit}
 * @param asOf which earlier state to read
 */
record Queries(Map<String, String> own, Page page, Optional<When> asOf) {
  private static final Problem UNKNOWN =
      Problem.invalid("unknown-parameter", "This query parameter is not known here");
  private static final Problem TWICE =
      Problem.invalid("repeated-parameter", "This query parameter is given twice");
  private static final Problem BAD_LIMIT =
      Problem.invalid("bad-limit", "The limit is a whole number from 1 to " + Page.MAX);
  private static final Set<String> READING = Set.of("after", "limit", "asOf");

  /**
   * Parses a raw query.
   *
   * @param known what the route declares
   * @param reading whether pages and positions make sense
   */
  static Queries of(String raw, Set<String> known, boolean reading) {
    var all = new HashMap<String, String>();
    for (var pair : raw == null || raw.isEmpty() ? new String[0] : raw.split("&")) {
      int equals = pair.indexOf('=');
      var name = decode(equals < 0 ? pair : pair.substring(0, equals));
      var value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      if (!known.contains(name) && !(reading && READING.contains(name))) {
        throw UNKNOWN.at("/" + name, name);
      }
      if (all.put(name, value) != null) throw TWICE.at("/" + name, name);
    }
    var page = new Page(Optional.ofNullable(all.remove("after")), limit(all.remove("limit")));
    return new Queries(all, page, Optional.ofNullable(all.remove("asOf")).map(When::parse));
  }

  /** All parameters and all their values, with nothing refused but what cannot be read. */
  static Map<String, List<String>> all(String raw) {
    var all = new HashMap<String, List<String>>();
    for (var pair : raw == null || raw.isEmpty() ? new String[0] : raw.split("&")) {
      int equals = pair.indexOf('=');
      var name = decode(equals < 0 ? pair : pair.substring(0, equals));
      var value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      all.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }
    return all;
  }

  private static String decode(String text) {
    try {
      return Paths.decode(text.replace('+', ' '));
    } catch (IllegalArgumentException e) {
      throw HttpProblem.BAD_PATH.of(text);
    }
  }

  private static int limit(String text) {
    if (text == null) return Page.USUAL;
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= Page.MAX) return limit;
    } catch (NumberFormatException e) {
      throw BAD_LIMIT.at("/limit", text);
    }
    throw BAD_LIMIT.at("/limit", text);
  }
}
