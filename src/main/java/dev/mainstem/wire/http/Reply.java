package dev.mainstem.wire.http;

import dev.mainstem.codec.BadInput;
import dev.mainstem.codec.Codec;
import dev.mainstem.engine.Answer;
import dev.mainstem.engine.HouseProblem;
import dev.mainstem.kernel.Problem;
import dev.mainstem.kernel.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes answers. Every no is an RFC 9457 problem whose type is {@code /problems/{system}/{name}}.
 * Owned by the request's event loop.
 */
final class Reply {
  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json";

  private final Codec codec;

  Reply(Codec codec) {
    this.codec = codec;
  }

  void json(HttpServerRequest request, int status, Object value) {
    send(request, status, JSON, codec.toJson(value));
  }

  void send(HttpServerRequest request, int status, String type, byte[] body) {
    var response = request.response();
    if (response.ended() || response.closed()) return;
    response.setStatusCode(status);
    response.putHeader("Content-Type", type);
    response.putHeader("X-Content-Type-Options", "nosniff");
    response.end(Buffer.buffer(body));
  }

  void nothing(HttpServerRequest request, int status) {
    HttpServerResponse response = request.response();
    if (!response.ended() && !response.closed()) response.setStatusCode(status).end();
  }

  void problem(HttpServerRequest request, Answer.Refused no) {
    var body = head(no.system(), no.problem(), no.detail());
    if (!no.pointer().isEmpty()) {
      body.put("errors", List.of(error(no.pointer(), no.problem().name(), no.detail())));
    }
    send(request, no.problem().kind(), body);
  }

  void problem(HttpServerRequest request, Problem problem, String detail) {
    problem(request, Answer.refused(problem, detail));
  }

  void problem(HttpServerRequest request, String system, Refusal no) {
    var pointer = no.pointer().orElse("");
    problem(request, new Answer.Refused(system, no.problem(), no.detail(), pointer));
  }

  void problem(HttpServerRequest request, BadInput bad) {
    var body = head(HouseProblem.HOUSE, HttpProblem.BAD_FIELDS, "");
    body.put(
        "errors",
        bad.fields().stream().map(f -> error(f.pointer(), f.problem(), f.detail())).toList());
    send(request, HttpProblem.BAD_FIELDS.kind(), body);
  }

  private static Map<String, Object> head(String system, Problem problem, String detail) {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", "/problems/" + system + "/" + problem.name());
    body.put("title", problem.title());
    body.put("status", problem.kind().status());
    if (!detail.isEmpty()) body.put("detail", detail);
    return body;
  }

  private static Map<String, Object> error(String pointer, String code, String detail) {
    var error = new LinkedHashMap<String, Object>();
    error.put("pointer", pointer);
    error.put("code", code);
    error.put("detail", detail);
    return error;
  }

  private void send(HttpServerRequest request, Problem.Kind kind, Map<String, Object> body) {
    var response = request.response();
    if (response.ended() || response.closed() || response.headWritten()) return;
    if (kind == Problem.Kind.UNAUTHENTICATED) {
      response.putHeader("WWW-Authenticate", "Bearer realm=\"mainstem\"");
    }
    if (kind == Problem.Kind.BUSY) response.putHeader("Retry-After", "1");
    send(request, kind.status(), PROBLEM, codec.toJson(body));
  }
}
