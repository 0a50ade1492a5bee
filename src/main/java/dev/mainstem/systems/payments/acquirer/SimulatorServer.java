package dev.mainstem.systems.payments.acquirer;

import dev.mainstem.codec.BadInput;
import dev.mainstem.codec.Codec;
import dev.mainstem.systems.payments.acquirer.SimulatorFile.Done;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The simulated acquirer in a process of its own. It remembers in a file, so it can be killed, too.
 * Whatever was asked once under a reference is answered the same again. Owned by one event loop.
 *
 * <p>{@code PUT /behaviour} sets latency, declines, operations that are done and answered too late,
 * and ones that are never heard; {@code GET /settlements/2026-11-25} is the day's file.
 */
public final class SimulatorServer {
  /** An answer that comes when nobody waits any more. */
  private static final long LATE_MS = 4_000;

  private static final int BODY_BYTES = 64 << 10;

  private final Codec codec = new Codec();
  private final Vertx vertx;
  private final SimulatorFile file;
  private Behaviour behaviour = Behaviour.GOOD;
  private int open;

  private SimulatorServer(Vertx vertx, SimulatorFile file) {
    this.vertx = vertx;
    this.file = file;
  }

  /** Listens; answers the port. */
  public static Future<Integer> open(Vertx vertx, Path file, int port) throws IOException {
    var server = new SimulatorServer(vertx, new SimulatorFile(vertx, file));
    var options = new HttpServerOptions().setHost("127.0.0.1").setPort(port);
    return vertx
        .createHttpServer(options)
        .requestHandler(server::read)
        .listen()
        .map(listening -> listening.actualPort());
  }

  /** Of what is too long only the beginning is kept. */
  private void read(HttpServerRequest request) {
    var body = Buffer.buffer();
    request.handler(
        part -> {
          if (body.length() <= BODY_BYTES) body.appendBuffer(part);
        });
    request.endHandler(end -> answer(request, body));
  }

  private void answer(HttpServerRequest request, Buffer body) {
    try {
      if (body.length() > BODY_BYTES) reply(request, 413, Map.of("error", "this is too long"));
      else route(request, body);
    } catch (BadInput | IllegalArgumentException e) {
      reply(request, 400, Map.of("error", "this is not understood"));
    }
  }

  private void route(HttpServerRequest request, Buffer body) {
    var asked = request.method().name() + " " + request.path().replaceFirst("(?<=.)/.*", "");
    switch (asked) {
      case "POST /operations" -> operation(request, ask(body));
      case "POST /inquiries" -> known(request, inquiry(ask(body)), 0);
      case "GET /settlements" -> settlement(request);
      case "GET /behaviour" -> reply(request, 200, behaviour);
      case "PUT /behaviour" -> {
        behaviour = codec.fromJson(Behaviour.class, body.getBytes());
        reply(request, 200, behaviour);
      }
      case "GET /repeats" -> reply(request, 200, Map.of("repeats", file.repeats()));
      case "GET /open" -> reply(request, 200, Map.of("open", open));
      default -> reply(request, 404, Map.of("error", "there is nothing here"));
    }
  }

  private RemoteAcquirer.Ask ask(Buffer body) {
    return codec.fromJson(RemoteAcquirer.Ask.class, body.getBytes());
  }

  private void operation(HttpServerRequest request, RemoteAcquirer.Ask ask) {
    var before = file.find(ask.reference());
    if (before.isPresent()) {
      file.repeated();
      known(request, before.get(), 0);
      return;
    }
    var fate = behaviour.fate(ask.reference());
    if (fate == Behaviour.Fate.UNHEARD) {
      request.connection().close();
      return;
    }
    var operation = ask.operation(behaviour, Instant.now());
    var outcome = Simulation.of(operation, ask.card(), behaviour);
    long after = behaviour.latencyMs() + (fate == Behaviour.Fate.UNANSWERED ? LATE_MS : 0);
    known(request, file.add(done(ask, outcome)), after);
  }

  /**
   * Answers what came of an operation once that is on the disk, and not before it is to be told.
   */
  private void known(HttpServerRequest request, Future<Done> done, long afterMs) {
    open++;
    done.onSuccess(
            one -> {
              if (afterMs == 0) told(request, one.outcome());
              else vertx.setTimer(afterMs, then -> told(request, one.outcome()));
            })
        .onFailure(
            why -> {
              open--;
              reply(request, 500, Map.of("error", "this could not be written down"));
            });
  }

  private void told(HttpServerRequest request, Outcome outcome) {
    open--;
    reply(request, 200, outcome);
  }

  private static Done done(RemoteAcquirer.Ask ask, Outcome outcome) {
    return new Done(
        ask.reference(),
        ask.kind(),
        ask.original(),
        ask.amount(),
        ask.currency(),
        outcome,
        Instant.now());
  }

  /** What was never heard is closed: it is answered so if it comes after all. */
  private Future<Done> inquiry(RemoteAcquirer.Ask ask) {
    return file.find(ask.reference()).orElseGet(() -> file.add(done(ask, Outcome.notDone())));
  }

  /** Comma-separated, as such files are: reference, kind, original, amount, currency, fee. */
  private void settlement(HttpServerRequest request) {
    var day = request.path().replaceFirst("^/settlements/?", "");
    var lines =
        file.settled(day).stream()
            .map(
                one ->
                    String.join(
                        ",",
                        one.reference(),
                        one.kind().name().toLowerCase(java.util.Locale.ROOT),
                        one.original(),
                        Long.toString(one.amount()),
                        one.currency(),
                        Long.toString(one.outcome().fee())))
            .collect(
                Collectors.joining("\n", "reference,kind,original,amount,currency,fee\n", "\n"));
    request.response().putHeader("Content-Type", "text/csv").end(lines);
  }

  private void reply(HttpServerRequest request, int status, Object value) {
    var response = request.response();
    if (response.ended() || response.closed()) return;
    response.setStatusCode(status).putHeader("Content-Type", "application/json");
    response.end(Buffer.buffer(codec.toJson(value)));
  }
}
