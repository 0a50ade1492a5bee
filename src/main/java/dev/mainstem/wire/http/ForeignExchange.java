package dev.mainstem.wire.http;

import dev.mainstem.codec.BadInput;
import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Callers.Who;
import dev.mainstem.engine.HouseProblem;
import dev.mainstem.kernel.Refusal;
import dev.mainstem.wire.http.ForeignApi.No;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request of a foreign API, from bytes to answer: who asks, the body, the route's function, the
 * reply. Owned by the request's event loop.
 */
final class ForeignExchange {
  private static final Logger LOG = LoggerFactory.getLogger(ForeignExchange.class);

  private final Rooms door;
  private final HttpServerRequest request;
  private final ForeignLine line;
  private final Map<String, String> path;

  ForeignExchange(
      Rooms door, HttpServerRequest request, ForeignLine line, Map<String, String> path) {
    this.door = door;
    this.request = request;
    this.line = line;
    this.path = path;
  }

  void run() {
    var asking = door.readers().read(this::who);
    if (!asking.isComplete()) request.pause();
    asking
        .map(this::allowed)
        .compose(who -> body().map(body -> call(who, body)))
        .compose(line.deed()::answer)
        .onSuccess(reply -> send(door, request, reply))
        .onFailure(this::refuse);
  }

  private Optional<Who> who(boolean memoryOnly) {
    if (line.scope().isEmpty()) return Optional.empty();
    return door.credentials()
        .of(request, line.api().key(request::getHeader, request::getParam), memoryOnly);
  }

  /** Null where anybody may ask. */
  private Who allowed(Optional<Who> asking) {
    if (line.scope().isEmpty()) return null;
    var who = asking.orElseThrow(HttpProblem.NO_CREDENTIALS::refusal);
    var scope = line.scope().get();
    if (!who.caller().may(scope)) throw HttpProblem.NOT_ALLOWED.of(scope);
    return who;
  }

  private Future<Buffer> body() {
    boolean none = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
    request.resume();
    if (none) return Future.succeededFuture(Buffer.buffer());
    var type = request.getHeader("Content-Type");
    if (!line.api().takes(type)) return Future.failedFuture(HttpProblem.NOT_JSON.of(type));
    return Bodies.bytes(request, door.works().bounds().orLonger(line.longest()));
  }

  private ForeignCall call(Who who, Buffer body) {
    var query = Queries.all(request.query());
    if (query.containsKey(When.PARAMETER)) {
      throw HttpProblem.NOT_KEPT.at("/" + When.PARAMETER, request.path());
    }
    return new ForeignCall(
        door, request, new ForeignCall.Content(who, path, query, body.getBytes()));
  }

  private static void send(Rooms door, HttpServerRequest request, ForeignApi.Reply reply) {
    reply.headers().forEach(request.response()::putHeader);
    if (reply.body() == null) {
      door.reply().nothing(request, reply.status());
      return;
    }
    var bytes =
        reply.body() instanceof byte[] raw ? raw : door.works().codec().toJson(reply.body());
    door.reply().send(request, reply.status(), reply.type(), bytes);
  }

  /** Spells what went wrong as the API does. */
  private void refuse(Throwable why) {
    if (why instanceof Bodies.Gone) {
      request.connection().close();
      return;
    }
    refuse(door, request, line.api().refused(no(request, why), this::given));
  }

  /** Says no before there is a route. */
  static void refuse(Rooms door, HttpServerRequest request, ForeignApi.Reply no) {
    if (no.status() == 503) request.response().putHeader("Retry-After", "1");
    send(door, request, no);
  }

  private String given(String name) {
    return path.containsKey(name) ? path.get(name) : request.getParam(name);
  }

  static No no(HttpServerRequest request, Throwable why) {
    if (why instanceof ForeignCall.Refused refused) return No.of(refused.no());
    if (why instanceof BadInput bad) {
      var pointers = bad.fields().stream().map(BadInput.Field::pointer).toList();
      return new No(HouseProblem.HOUSE, HttpProblem.BAD_FIELDS, "", pointers);
    }
    if (why instanceof Refusal no) {
      var pointer = no.pointer().orElse("");
      return No.of(new Answer.Refused(HouseProblem.HOUSE, no.problem(), no.detail(), pointer));
    }
    LOG.error("{} {} met a bug", request.method(), request.path(), why);
    return No.of(Answer.refused(HouseProblem.BROKEN, ""));
  }
}
