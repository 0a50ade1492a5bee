package dev.mainstem.wire.http;

import dev.mainstem.codec.Codec;
import dev.mainstem.codec.Names;
import dev.mainstem.codec.Schemas;
import dev.mainstem.kernel.Tables;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * The route tables as an OpenAPI 3.1 document at {@code /openapi.json}, and as a page to read at
 * {@code /api}. Made once, when first asked for.
 */
final class OpenApi {
  private static final Map<String, Object> PROBLEM =
      Map.of(
          "description",
          "A problem (RFC 9457)",
          "content",
          Map.of(
              "application/problem+json",
              Map.of("schema", Map.of("$ref", "#/components/schemas/Problem"))));

  private final Codec codec;
  private final List<Line<?>> lines;
  private final Function<String, Names> names;
  private final Schemas schemas = new Schemas();
  private volatile byte[] document;
  private volatile byte[] page;

  /** What is sent when something is refused. */
  record Problem(String type, String title, int status, String detail, List<Fault> errors) {}

  /** One field that is at fault. */
  record Fault(String pointer, String code, String detail) {}

  /**
   * @param names of a system's commands, by system
   */
  OpenApi(Codec codec, List<Line<?>> lines, Function<String, Names> names) {
    this.codec = codec;
    this.lines = lines;
    this.names = names;
  }

  List<HouseRoute> routes() {
    return List.of(
        HouseRoute.open(
            HttpMethod.GET,
            "/openapi.json",
            (request, who, body) -> send(request, "application/json", document())),
        HouseRoute.open(
            HttpMethod.GET,
            "/api",
            (request, who, body) -> send(request, "text/html; charset=utf-8", page())));
  }

  private static Future<Void> send(HttpServerRequest request, String type, byte[] bytes) {
    request.response().putHeader("Content-Type", type);
    return request.response().end(Buffer.buffer(bytes));
  }

  private byte[] page() {
    if (page == null) page = new ApiPage(lines).html();
    return page;
  }

  private synchronized byte[] document() {
    if (document == null) document = codec.toJson(make());
    return document;
  }

  private Map<String, Object> make() {
    var paths = new LinkedHashMap<String, Map<String, Object>>();
    for (var line : lines) {
      paths
          .computeIfAbsent(line.template().text(), p -> new LinkedHashMap<>())
          .put(line.method().name().toLowerCase(Locale.ROOT), operation(line));
    }
    schemas.of(Problem.class);
    var document = new LinkedHashMap<String, Object>();
    document.put("openapi", "3.1.0");
    document.put("info", Map.of("title", "Mainstem", "version", "1"));
    document.put("paths", paths);
    var key = Map.of("type", "http", "scheme", "bearer");
    var components = new LinkedHashMap<String, Object>();
    components.put("schemas", schemas.components());
    components.put("securitySchemes", Map.of("key", key));
    document.put("components", components);
    document.put("security", List.of(Map.of("key", List.of()), Map.of()));
    return document;
  }

  private <S extends Tables> Map<String, Object> operation(Line<S> line) {
    var operation = new LinkedHashMap<String, Object>();
    operation.put("tags", List.of(line.system().name()));
    operation.put("operationId", operationId(line));
    operation.put("summary", line.summary());
    operation.put("description", "Needs the scope " + line.scope() + ".");
    operation.put("parameters", parameters(line));
    body(line).ifPresent(schema -> operation.put("requestBody", json("", schema, true)));
    operation.put("responses", responses(line));
    return operation;
  }

  private static String operationId(Line<?> line) {
    var id = new StringBuilder(line.method().name().toLowerCase(Locale.ROOT));
    for (var segment : line.template().segments()) {
      for (var word : segment.replaceAll("[{}]", "").split("[^A-Za-z0-9]+")) {
        if (!word.isEmpty())
          id.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
      }
      if (Line.Template.isParameter(segment)) id.append("By");
    }
    return id.toString().replaceAll("By$", "");
  }

  private List<Object> parameters(Line<?> line) {
    var all = new ArrayList<Object>();
    for (var name : line.template().parameters()) all.add(parameter(line, name, "path", ""));
    line.queries().forEach((name, says) -> all.add(parameter(line, name, "query", says)));
    if (line.deed() instanceof Line.Reads || line.deed() instanceof Line.Tells) {
      all.add(parameter(line, "after", "query", "where the last page ended"));
      all.add(parameter(line, "limit", "query", "at most so many"));
      all.add(
          parameter(
              line, "asOf", "query", "an earlier state: a position such as main-123, or a time"));
      var meaning = "waits until at least this position is shown, such as main-123";
      all.add(parameter(line, AtLeast.HEADER, "header", meaning));
    }
    return all;
  }

  private Object parameter(Line<?> line, String name, String in, String says) {
    var parameter = new LinkedHashMap<String, Object>();
    parameter.put("name", name);
    parameter.put("in", in);
    if (in.equals("path")) parameter.put("required", true);
    if (!says.isEmpty()) parameter.put("description", says);
    Map<String, Object> text = Map.of("type", "string");
    var schema =
        line.deed() instanceof Line.Asks<?> asks
            ? schemas.component(asks.command(), name).orElse(text)
            : text;
    parameter.put("schema", schema);
    return parameter;
  }

  private java.util.Optional<Map<String, Object>> body(Line<?> line) {
    if (line.method() == HttpMethod.DELETE) return java.util.Optional.empty();
    var given = new HashSet<>(line.template().parameters());
    given.addAll(line.queries().keySet());
    if (line.deed() instanceof Line.Asks<?> asks) {
      return java.util.Optional.of(schemas.object(asks.command(), given));
    }
    if (line.deed() instanceof Line.Turns<?, ?> turns) {
      return java.util.Optional.of(schemas.object(turns.body(), given));
    }
    return java.util.Optional.empty();
  }

  private static Map<String, Object> json(String says, Object schema, boolean required) {
    var content = new LinkedHashMap<String, Object>();
    if (required) content.put("required", true);
    else content.put("description", says);
    content.put("content", Map.of("application/json", Map.of("schema", schema)));
    return content;
  }

  private Map<String, Object> responses(Line<?> line) {
    var responses = new LinkedHashMap<String, Object>();
    if (line.deed() instanceof Line.Streams) {
      responses.put("200", Map.of("description", "text/event-stream"));
    } else if (line.deed() instanceof Line.Asks<?> asks) {
      var own = names.apply(line.system().name());
      boolean nothing = own.answersNothing(asks.command());
      var done =
          nothing
              ? Map.of("description", "Done")
              : json("Done", schemas.ofAnswer(own, asks.command()), false);
      responses.put(!line.created().isEmpty() ? "201" : nothing ? "204" : "200", done);
    } else {
      var status = line.created().isEmpty() ? "200" : "201";
      responses.put(status, json("Done", shown(line), false));
    }
    responses.put("default", PROBLEM);
    return responses;
  }

  private Object shown(Line<?> line) {
    Map<String, Object> one = line.shows().map(schemas::of).orElse(Map.of());
    return line.list() ? Map.of("type", "array", "items", one) : one;
  }
}
