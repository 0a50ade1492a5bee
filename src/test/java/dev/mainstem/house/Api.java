package dev.mainstem.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Every route of every system, and bodies to ask them with, read off the house's own OpenAPI. */
final class Api {
  private static final List<String> GUESSES = List.of("x", "abc", "a.example", "owner", "1");

  private final JsonNode document;

  /**
   * One route.
   *
   * @param inPath names of its path parameters
   * @param inQuery names of its query parameters
   * @param body schema of its body; missing if it takes none
   */
  record Call(
      String system,
      String method,
      String path,
      List<String> inPath,
      List<String> inQuery,
      JsonNode body,
      boolean stream) {
    boolean reads() {
      return method.equals("GET") && !stream;
    }

    boolean writes() {
      return !method.equals("GET");
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** One way to ask a route: what stands in its path, query and body. */
  record Try(Call call, String path, String body) {
    @Override
    public String toString() {
      return call.method() + " " + path + " " + body;
    }
  }

  Api(String document) throws Exception {
    this.document = new ObjectMapper().readTree(document);
  }

  List<Call> calls() {
    var all = new ArrayList<Call>();
    for (var path : document.path("paths").properties()) {
      for (var each : path.getValue().properties()) {
        all.add(call(each.getKey().toUpperCase(Locale.ROOT), path.getKey(), each.getValue()));
      }
    }
    return all;
  }

  private static Call call(String method, String path, JsonNode operation) {
    var inPath = new ArrayList<String>();
    var inQuery = new ArrayList<String>();
    for (var each : operation.path("parameters")) {
      var in = each.path("in").asText();
      var name = each.path("name").asText();
      if (in.equals("path")) inPath.add(name);
      else if (in.equals("query")) inQuery.add(name);
    }
    var body = operation.at("/requestBody/content/application~1json/schema");
    var done = operation.at("/responses/200/description").asText();
    boolean stream = done.equals("text/event-stream");
    var system = operation.at("/tags/0").asText();
    return new Call(system, method, path, inPath, inQuery, body, stream);
  }

  /**
   * A body for a call.
   *
   * @param known values by the name of the field
   * @param all whether known fields are sent that need not be
   */
  String body(Call call, Map<String, String> known, boolean all) {
    if (call.body().isMissingNode()) return "";
    return new Guess(call, known, all).of("", call.body()).toString();
  }

  /** Every way to ask the route with these values, first with what it needs only, then with all. */
  List<Try> tries(Call call, Map<String, String> known) {
    var all = new ArrayList<Try>();
    for (var path : paths(call, known)) {
      for (boolean more : new boolean[] {false, true}) {
        var query = more ? query(call, known) : "";
        var body = body(call, known, more);
        var each = new Try(call, path + query, body);
        if (!all.contains(each)) all.add(each);
      }
    }
    return all;
  }

  /** A parameter nobody gave a value of that name is tried with every value there is. */
  private static List<String> paths(Call call, Map<String, String> known) {
    var all = List.of(call.path());
    for (var name : call.inPath()) {
      var values = known.containsKey(name) ? List.of(known.get(name)) : List.copyOf(known.values());
      all =
          all.stream()
              .flatMap(p -> values.stream().map(v -> p.replace("{" + name + "}", escaped(v))))
              .toList();
    }
    return all;
  }

  private static String query(Call call, Map<String, String> known) {
    var pairs =
        call.inQuery().stream()
            .filter(name -> known.containsKey(name) && !call.inPath().contains(name))
            .map(name -> name + "=" + escaped(known.get(name)))
            .collect(Collectors.joining("&"));
    return pairs.isEmpty() ? "" : "?" + pairs;
  }

  static String escaped(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private final class Guess {
    private final ObjectMapper json = new ObjectMapper();
    private final Call call;
    private final Map<String, String> known;
    private final boolean all;

    Guess(Call call, Map<String, String> known, boolean all) {
      this.call = call;
      this.known = known;
      this.all = all;
    }

    private JsonNode of(String name, JsonNode schema) {
      if (schema.has("$ref"))
        return of(name, document.at(schema.get("$ref").asText().substring(1)));
      if (schema.has("oneOf")) return of(name, schema.get("oneOf").get(0));
      return switch (schema.path("type").asText()) {
        case "object" -> object(schema);
        case "array" -> array(name, schema);
        case "integer", "number" ->
            json.getNodeFactory().numberNode(schema.path("minimum").asInt(1));
        case "boolean" -> json.getNodeFactory().booleanNode(true);
        default -> json.getNodeFactory().textNode(text(name, schema));
      };
    }

    /** One, or as many as there must be, all different. */
    private JsonNode array(String name, JsonNode schema) {
      var all = json.createArrayNode().add(of(name, schema.path("items")));
      for (int i = 1; i < schema.path("minItems").asInt(); i++) {
        var more = of(name, schema.path("items"));
        all.add(more.isTextual() ? json.getNodeFactory().textNode(more.asText() + i) : more);
      }
      return all;
    }

    private JsonNode object(JsonNode schema) {
      var fields = new LinkedHashMap<String, JsonNode>();
      for (var each : schema.path("properties").properties()) {
        var name = each.getKey();
        boolean needed = schema.path("required").toString().contains('"' + name + '"');
        boolean filled = each.getValue().path("minItems").asInt() > 0;
        if (needed || filled || (all && known.containsKey(name))) {
          fields.put(name, of(name, each.getValue()));
        }
      }
      return json.createObjectNode().setAll(fields);
    }

    private String text(String name, JsonNode schema) {
      if (schema.has("enum")) return schema.get("enum").get(0).asText();
      if (known.containsKey(name)) return known.get(name);
      var format = schema.path("format").asText();
      if (format.equals("date-time")) return "2031-01-01T00:00:00Z";
      if (format.equals("date")) return "2031-01-01";
      if (format.equals("duration")) return "PT1H";
      if (format.equals("decimal")) return "1";
      var pattern = Pattern.compile(schema.path("pattern").asText(".*"));
      for (var guess : GUESSES) if (pattern.matcher(guess).matches()) return guess;
      throw new AssertionError(
          "nobody can guess what " + name + " of " + call + " may be: let Belongings say it");
    }
  }
}
