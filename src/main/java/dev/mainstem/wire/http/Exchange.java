package dev.mainstem.wire.http;

import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Asked;
import dev.mainstem.engine.Bus;
import dev.mainstem.engine.Callers.Who;
import dev.mainstem.engine.HouseProblem;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Refusal;
import dev.mainstem.kernel.Routes;
import dev.mainstem.kernel.Row;
import dev.mainstem.kernel.Subject;
import dev.mainstem.kernel.Tables;
import dev.mainstem.store.Miss;
import dev.mainstem.store.Store;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
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
  record Door(
      Works works,
      Reply reply,
      Readers readers,
      Credentials credentials,
      Streams streams,
      Histories histories) {}

  Exchange(Door door, HttpServerRequest request, Line<S> line, Paths.Match<Line<?>> match) {
    this.door = door;
    this.request = request;
    this.line = line;
    this.match = match;
  }

  void run() {
    var asking = door.readers().read(memoryOnly -> door.credentials().of(request, memoryOnly));
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
    return none ? Future.succeededFuture(Buffer.buffer()) : Bodies.read(request, door.works());
  }

  private Future<Void> answer(Who who, Buffer body) {
    boolean reading = line.deed() instanceof Line.Reads || line.deed() instanceof Line.Tells;
    var queries = Queries.of(request.query(), line.queries().keySet(), reading);
    var ask = new Asking(who, match.named(line), queries.own(), queries.page());
    if (line.deed() instanceof Line.Reads<S> reads) return read(reads.read(), ask, queries);
    if (line.deed() instanceof Line.Tells) return tell(ask, queries);
    if (line.deed() instanceof Line.Streams<S, ?> streams) {
      door.streams().open(request, line.system(), streams, ask);
      return Future.succeededFuture();
    }
    var bytes = body.getBytes();
    if (line.deed() instanceof Line.Asks<S> asks) {
      boolean patch = request.method() == HttpMethod.PATCH;
      var given = new HashMap<>(ask.path());
      given.putAll(ask.query());
      var command = door.works().codec().fill(asks.command(), given, bytes, patch);
      return command(command, ask, bytes, value -> value);
    }
    return turn((Line.Turns<S, ?>) line.deed(), ask, bytes);
  }

  @SuppressWarnings("unchecked") // a line's commands are of its own system
  private <B> Future<Void> turn(Line.Turns<S, B> turns, Asking ask, byte[] bytes) {
    var given = Map.<String, String>of();
    B body = door.works().codec().fill(turns.body(), given, bytes, false);
    var turn = (Routes.Turn<Object>) turns.door().apply(ask, body);
    return command((Command<S, Object>) turn.command(), ask, bytes, turn.shown());
  }

  private Future<Void> read(Routes.Read<S> read, Asking ask, Queries queries) {
    var late = AtLeast.wanted(request, door.works());
    if (late.isEmpty()) return readNow(read, ask, queries);
    return AtLeast.reached(late.get(), door.works())
        .compose(reached -> readNow(read, ask, queries));
  }

  private Future<Void> readNow(Routes.Read<S> read, Asking ask, Queries queries) {
    var store = door.works().store();
    // Taken before the snapshot: what is found is then true for this position or a later one.
    long visible = store.visible("main");
    var shown = new AtomicLong(visible);
    return door.readers()
        .read(
            memoryOnly -> {
              var asOf = When.resolve(queries.asOf(), door.works().engine(), memoryOnly);
              asOf.ifPresent(then -> shown.set(then.position("main").orElse(visible)));
              var reader = new Store.Reader(ask.tenant(), asOf, memoryOnly);
              return store.read(line.system(), reader, known -> read.read(known, ask));
            })
        .<Void>map(
            found -> {
              show(found, shown.get());
              return null;
            })
        .recover(this::refusedBySystem);
  }

  /** A history is read from the log, with the caller's events only. */
  private Future<Void> tell(Asking ask, Queries queries) {
    var subject = new Subject(line.system().name(), ask.path().get("id"));
    long visible = door.works().store().visible("main");
    return door.readers()
        .read(
            memoryOnly -> {
              if (memoryOnly) throw Miss.MISS;
              var asOf = When.resolve(queries.asOf(), door.works().engine(), false);
              return door.histories().of(ask.tenant(), subject, queries.page(), asOf);
            })
        .<Void>map(
            found -> {
              show(found, visible);
              return null;
            })
        .recover(this::refusedBySystem);
  }

  private Future<Void> refusedBySystem(Throwable why) {
    if (!(why instanceof Refusal no)) return Future.failedFuture(why);
    boolean house = HouseProblem.owns(no.problem());
    door.reply().problem(request, house ? HouseProblem.HOUSE : line.system().name(), no);
    return Future.succeededFuture();
  }

  private void show(Object found, long visible) {
    request.response().putHeader(AtLeast.HEADER, new Position("main", visible).toString());
    if (found instanceof Row<?, ?> row) {
      var tag = Etags.of(row.revision());
      request.response().putHeader("ETag", tag);
      if (Etags.matches(request.getHeader("If-None-Match"), row.revision())) {
        door.reply().nothing(request, 304);
        return;
      }
      door.reply().json(request, 200, row.value());
    } else if (found instanceof Page.Of<?> page) {
      page.next()
          .ifPresent(next -> request.response().putHeader("Link", Locations.next(request, next)));
      door.reply().json(request, 200, page.items());
    } else {
      door.reply().json(request, 200, found);
    }
  }

  private <R> Future<Void> command(
      Command<S, R> command, Asking ask, byte[] body, Function<Object, Object> shown) {
    var trace = Optional.ofNullable(request.getHeader("traceparent")).filter(Traces::valid);
    var from = Asked.From.outside(ask.tenant(), ask.caller(), trace.orElse(""));
    var terms = new Bus.Terms<>(from, Onces.of(request, body), guard(ask));
    return door.works()
        .bus()
        .ask(line.system().name(), command, terms)
        .map(
            answer -> {
              if (answer instanceof Answer.Refused no) door.reply().problem(request, no);
              else done((Answer.Done) answer, shown);
              return null;
            });
  }

  /** If-Match is checked by the writer, against what the read of the same path would show. */
  private Asked.Guard<S> guard(Asking ask) {
    var wanted = request.getHeader("If-Match");
    if (wanted == null) return Asked.Guard.none();
    var same = match.line(HttpMethod.GET);
    if (same == null || !(same.deed() instanceof Line.Reads<?>)) {
      throw HttpProblem.BAD_HEADER.of("If-Match means nothing here");
    }
    @SuppressWarnings("unchecked") // lines of one path belong to one system
    var read = ((Line.Reads<S>) same.deed()).read();
    return known -> {
      if (read.read(known, ask) instanceof Row<?, ?> row && Etags.matches(wanted, row.revision())) {
        return;
      }
      throw HouseProblem.STALE.of(wanted);
    };
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
      var tree = door.works().codec().toJson(value);
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
