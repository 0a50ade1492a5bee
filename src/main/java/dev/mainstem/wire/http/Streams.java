package dev.mainstem.wire.http;

import dev.mainstem.engine.Feeds;
import dev.mainstem.engine.Feeds.Heard;
import dev.mainstem.kernel.Event;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tables;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Server-sent events (WHATWG HTML, 9.2) from feeds, or the same over a WebSocket if the request
 * asks to upgrade. The event id is the position, so a browser that lost its connection comes back
 * with {@code Last-Event-ID}, or {@code ?after=} where it can set no header, and misses nothing. A
 * reader slower than the log is read to from disk at its own pace; see {@link Feeds}.
 */
final class Streams {
  private static final String HEADER = "Last-Event-ID";
  private static final int MOST = 1_000;
  private static final int AHEAD = 256;
  private static final long BEAT_MS = 15_000;

  private final Works works;
  private final AtomicInteger open = new AtomicInteger();

  Streams(Works works) {
    this.works = works;
  }

  /** Opens a system's own stream of one kind of event. */
  <S extends Tables, E extends Event<S>> void open(
      HttpServerRequest request, Subsystem<S> system, Line.Streams<S, E> line, Asking ask) {
    var names = works.engine().names(system.name());
    var name = names.eventName(line.event());
    var wanted = new Feeds.Wanted(names.journalOf(line.event()), ask.tenant(), name::equals);
    open(
        request,
        wanted,
        heard -> {
          var event = works.codec().fromCbor(line.event(), heard.payload());
          return line.shown().apply(event, ask);
        });
  }

  /**
   * Opens a stream.
   *
   * @param shown what is sent for an event; null sends nothing
   */
  void open(HttpServerRequest request, Feeds.Wanted wanted, Function<Heard, Object> shown) {
    if (open.get() >= MOST) throw HttpProblem.TOO_MANY_STREAMS.refusal();
    var after = lastHeard(request, wanted.journal());
    if (request.response().closed()) return;
    var response = request.response();
    if (!upgrades(request)) {
      response.putHeader("Content-Type", "text/event-stream");
      response.putHeader("Cache-Control", "no-store");
      if (request.method() == HttpMethod.HEAD) {
        response.end();
        return;
      }
    }
    // Whatever is refused is refused before the connection is anything but HTTP.
    var stream = new Stream(Vertx.currentContext(), shown);
    stream.subscription = works.engine().follow(wanted, after, stream);
    if (upgrades(request)) upgrade(request, stream);
    else stream.begin(new EventStreamPipe(response));
  }

  private static boolean upgrades(HttpServerRequest request) {
    return request.method() == HttpMethod.GET
        && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
  }

  private static void upgrade(HttpServerRequest request, Stream stream) {
    SharedServer.webSocket(request)
        .onSuccess(socket -> stream.begin(new WebSocketPipe(socket)))
        .onFailure(no -> stream.subscription.close());
  }

  private static Optional<Position> lastHeard(HttpServerRequest request, String journal) {
    var header = request.getHeader(HEADER);
    var id = header == null ? request.getParam("after") : header;
    if (id == null) return Optional.empty();
    try {
      var position = Position.parse(id);
      if (position.journal().equals(journal)) return Optional.of(position);
    } catch (IllegalArgumentException e) {
      throw HttpProblem.BAD_HEADER.of(HEADER + " reads like " + journal + "-123");
    }
    throw HttpProblem.BAD_HEADER.of(HEADER + " must name the journal " + journal);
  }

  /** One open stream. Hears on the feeds' thread, writes on the request's event loop. */
  private final class Stream implements Feeds.Listener {
    private final Context context;
    private final Function<Heard, Object> shown;
    private final AtomicInteger unwritten = new AtomicInteger();
    private Feeds.Subscription subscription;
    private volatile Pipe pipe;
    private long beat;

    Stream(Context context, Function<Heard, Object> shown) {
      this.context = context;
      this.shown = shown;
    }

    void begin(Pipe pipe) {
      this.pipe = pipe;
      open.incrementAndGet();
      pipe.welcome();
      works.engine().resume();
      beat = context.owner().setPeriodic(beatMs(), tick -> pipe.beat());
      pipe.whenDrained(drained -> works.engine().resume());
      pipe.whenClosed(closed -> over());
    }

    private void over() {
      if (!context.owner().cancelTimer(beat)) return;
      subscription.close();
      works.engine().resume();
      open.decrementAndGet();
    }

    /** Often enough that a quiet stream is not taken for an idle connection. */
    private long beatMs() {
      return Math.max(1, Math.min(BEAT_MS, works.bodyMs() / 3));
    }

    @Override
    public boolean ready() {
      return pipe != null && unwritten.get() < AHEAD && !pipe.full();
    }

    @Override
    public void heard(Heard event) {
      var value = shown.apply(event);
      if (value == null) return;
      var json = new String(works.codec().toJson(value), StandardCharsets.UTF_8);
      var kind = event.name().substring(event.name().indexOf('.') + 1);
      unwritten.incrementAndGet();
      context.runOnContext(write -> write(event.position().toString(), kind, json));
    }

    private void write(String id, String kind, String json) {
      boolean wasFull = unwritten.getAndDecrement() >= AHEAD;
      pipe.event(id, kind, json);
      if (wasFull) works.engine().resume();
    }

    /** A client that does not read the end either meets the idle timeout. */
    @Override
    public void ended(String reason) {
      context.runOnContext(
          end -> {
            over();
            if (pipe != null) pipe.end(reason);
          });
    }
  }
}
