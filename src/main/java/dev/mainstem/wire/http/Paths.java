package dev.mainstem.wire.http;

import io.vertx.core.http.HttpMethod;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the line for a method and path: a tree of segments in which a fixed segment wins over a
 * parameter. Built while the house opens, then only read.
 */
final class Paths<P extends Paths.Place> {
  private final Node<P> root = new Node<>();

  /** What can be found. */
  interface Place {
    HttpMethod method();

    Line.Template template();
  }

  private static final class Node<P> {
    private final Map<String, Node<P>> fixed = new HashMap<>();
    private final Map<HttpMethod, P> lines = new LinkedHashMap<>();
    private Node<P> parameter;
  }

  /**
   * What was found.
   *
   * @param lines by method; empty if the path is not known
   * @param values of the path's parameters, decoded, in order
   */
  record Match<P extends Place>(Map<HttpMethod, P> lines, List<String> values) {
    P line(HttpMethod method) {
      var line = lines.get(method);
      return line == null && method == HttpMethod.HEAD ? lines.get(HttpMethod.GET) : line;
    }

    Set<HttpMethod> methods() {
      return lines.keySet();
    }

    /** The values by the names this line gives them. */
    Map<String, String> named(P line) {
      var named = new HashMap<String, String>();
      var names = line.template().parameters();
      for (int i = 0; i < names.size(); i++) named.put(names.get(i), values.get(i));
      return named;
    }
  }

  void add(P line) {
    var node = root;
    for (var segment : line.template().segments()) {
      if (!Line.Template.isParameter(segment)) {
        node = node.fixed.computeIfAbsent(segment, s -> new Node<>());
      } else {
        if (node.parameter == null) node.parameter = new Node<>();
        node = node.parameter;
      }
    }
    if (node.lines.put(line.method(), line) != null) {
      throw new IllegalArgumentException(
          "two lines for " + line.method() + " " + line.template().text());
    }
  }

  /**
   * Finds the lines of a raw path.
   *
   * @throws IllegalArgumentException if a segment is not well-formed
   */
  Match<P> find(String path) {
    var values = new ArrayList<String>(2);
    var node = find(root, path.substring(1).split("/", -1), 0, values);
    return new Match<>(node == null ? Map.of() : node.lines, values);
  }

  private static <P> Node<P> find(Node<P> node, String[] segments, int at, List<String> values) {
    if (at == segments.length) return node.lines.isEmpty() ? null : node;
    var fixed = node.fixed.get(segments[at]);
    var found = fixed == null ? null : find(fixed, segments, at + 1, values);
    if (found != null || node.parameter == null || segments[at].isEmpty()) return found;
    values.add(decode(segments[at]));
    found = find(node.parameter, segments, at + 1, values);
    if (found == null) values.remove(values.size() - 1);
    return found;
  }

  /** Percent-decodes; unlike in a form, a plus is a plus. */
  static String decode(String segment) {
    if (segment.indexOf('%') < 0) return segment;
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
