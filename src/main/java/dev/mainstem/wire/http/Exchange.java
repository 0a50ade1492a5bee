package dev.mainstem.wire.http;

import dev.mainstem.codec.Codec;
import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Asked;
import dev.mainstem.engine.Callers.Who;
import dev.mainstem.engine.Commands;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Routes;
import dev.mainstem.kernel.Tables;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One request of a system's route, from bytes to answer: the body is read, turned into a command or
 * a read, asked, and answered. Owned by the request's event loop.
 *
 * @param <S> the tables of the system asked
 */
final class Exchange<S extends Tables> {
  private final Door door;
  private final HttpServerRequest request;
  private final Line<S> line;
  private final Paths.Match<Line<?>> match;

  /** What exchanges share. */
  record Door(Origin origin, Codec codec, Reply reply, Bodies.Bounds bounds) {}

  Exchange(Door door, HttpServerRequest request, Line<S> line, Paths.Match<Line<?>> match) {
    this.door = door;
    this.request = request;
    this.line = line;
    this.match = match;
  }

  void run() {
    var asking = door.origin().who(request);
    // Usually memory knows the caller; only else must the body be kept waiting.
    if (!asking.isComplete()) request.pause();
    asking
        .map(this::allowed)
        .compose(who -> body().compose(body -> answer(who, body)))
        .onFailure(this::no);
  }

  private Who allowed(Optional<Who> asking) {
    var who = asking.orElseThrow(HttpProblem.NO_CREDENTIALS::refusal);
    if (!who.caller().may(line.scope())) throw HttpProblem.NOT_ALLOWED.of(line.scope());
    return who;
  }

  private Future<Buffer> body() {
    boolean none = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
    request.resume();
    return none ? Future.succeededFuture(Buffer.buffer()) : Bodies.read(request, door.bounds());
  }

  private Future<Void> answer(Who who, Buffer body) {
    boolean reads = line.deed() instanceof Line.Reads || line.deed() instanceof Line.Tells;
    if (reads) return read(who);
    var queries = Queries.of(request.query(), line.queries().keySet(), false);
    var ask = new Asking(who, match.named(line), queries.own(), queries.page());
    if (line.deed() instanceof Line.Streams) {
      door.origin().stream(request, line, ask);
      return Future.succeededFuture();
    }
    var bytes = body.getBytes();
    if (line.deed() instanceof Line.Asks<S> asks) {
      boolean patch = request.method() == HttpMethod.PATCH;
      var given = new HashMap<>(ask.path());
      given.putAll(ask.query());
      var command = door.codec().fill(asks.command(), given, bytes, patch);
      return command(command, ask, bytes, value -> value);
    }
    return turn((Line.Turns<S, ?>) line.deed(), ask, bytes);
  }

  @SuppressWarnings("unchecked") // a line's commands are of its own system
  private <B> Future<Void> turn(Line.Turns<S, B> turns, Asking ask, byte[] bytes) {
    var given = Map.<String, String>of();
    B body = door.codec().fill(turns.body(), given, bytes, false);
    var turn = (Routes.Turn<Object>) turns.door().apply(ask, body);
    return command((Command<S, Object>) turn.command(), ask, bytes, turn.shown());
  }

  private Future<Void> read(Who who) {
    var query = request.query() == null ? "" : request.query();
    var atLeast = Optional.ofNullable(request.getHeader(AtLeast.HEADER));
    var unless = Optional.ofNullable(request.getHeader("If-None-Match"));
    var words = new Inquiry.Words(who, request.path(), query, atLeast, unless);
    return door.origin()
        .read(Inquiry.of(line, match, words))
        .map(
            seen -> {
              seen.no().ifPresent(no -> door.reply().problem(request, no));
              seen.sight().ifPresent(this::show);
              return null;
            });
  }

  private void show(Seen.Sight sight) {
    var response = request.response();
    response.putHeader(AtLeast.HEADER, new Position("main", sight.position()).toString());
    sight.revision().ifPresent(revision -> response.putHeader("ETag", Etags.of(revision)));
    sight.next().ifPresent(next -> response.putHeader("Link", Locations.next(request, next)));
    if (sight.same()) door.reply().nothing(request, 304);
    else door.reply().send(request, 200, "application/json", sight.json());
  }

  private <R> Future<Void> command(
      Command<S, R> command, Asking ask, byte[] body, Function<Object, Object> shown) {
    var trace = Optional.ofNullable(request.getHeader("traceparent")).filter(Traces::valid);
    var from = Asked.From.outside(ask.tenant(), ask.caller(), trace.orElse(""));
    var terms = new Commands.Terms(from, Onces.of(request, body), condition(ask));
    return door.origin()
        .ask(line.system(), command, terms)
        .map(
            answer -> {
              if (answer instanceof Answer.Refused no) door.reply().problem(request, no);
              else done((Answer.Done) answer, shown);
              return null;
            });
  }

  /** If-Match is about what the read of the same path would show. */
  private Optional<Asked.Condition> condition(Asking ask) {
    var wanted = request.getHeader("If-Match");
    if (wanted == null) return Optional.empty();
    var same = match.line(HttpMethod.GET);
    if (same == null || !(same.deed() instanceof Line.Reads<?>)) {
      throw HttpProblem.BAD_HEADER.of("If-Match means nothing here");
    }
    return Optional.of(new Asked.Condition(request.path(), ask.query(), wanted));
  }

  private void done(Answer.Done done, Function<Object, Object> shown) {
    var response = request.response();
    done.position().ifPresent(p -> response.putHeader("Mainstem-Position", p.toString()));
    if (done.again()) response.putHeader("Idempotent-Replayed", "true");
    var value = shown.apply(done.value());
    if (value == null) {
      door.reply().nothing(request, 204);
      return;
    }
    if (match.line(HttpMethod.GET) != null && done.position().isPresent()) {
      response.putHeader("ETag", Etags.of(done.position().get().number()));
    }
    if (!line.created().isEmpty()) {
      var tree = door.codec().toJson(value);
      response.putHeader("Location", Locations.fill(line.created(), tree));
      door.reply().send(request, 201, "application/json", tree);
    } else {
      door.reply().json(request, 200, value);
    }
  }

  private void no(Throwable why) {
    Failures.answer(door.reply(), request, why);
  }
}
