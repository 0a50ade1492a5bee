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
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Server-sent events (WHATWG HTML, 9.2) from feeds. The event id is the position, so a browser that
 * lost its connection comes back with {@code Last-Event-ID} and misses nothing. A reader slower
 * than the log is read to from disk at its own pace; see {@link Feeds}.
 */
final class Streams {
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
    var response = request.response();
    if (response.closed()) return;
    response.putHeader("Content-Type", "text/event-stream");
    response.putHeader("Cache-Control", "no-store");
    if (request.method() == HttpMethod.HEAD) {
      response.end();
      return;
    }
    var stream = new Stream(response, Vertx.currentContext(), shown);
    stream.begin(works.engine().follow(wanted, after, stream));
  }

  private static Optional<Position> lastHeard(HttpServerRequest request, String journal) {
    var id = request.getHeader("Last-Event-ID");
    if (id == null) return Optional.empty();
    try {
      var position = Position.parse(id);
      if (position.journal().equals(journal)) return Optional.of(position);
    } catch (IllegalArgumentException e) {
      throw HttpProblem.BAD_HEADER.of("Last-Event-ID reads like " + journal + "-123");
    }
    throw HttpProblem.BAD_HEADER.of("Last-Event-ID must name the journal " + journal);
  }

  /** One open stream. Hears on the feeds' thread, writes on the request's event loop. */
  private final class Stream implements Feeds.Listener {
    private final HttpServerResponse response;
    private final Context context;
    private final Function<Heard, Object> shown;
    private final AtomicInteger unwritten = new AtomicInteger();
    private Feeds.Subscription subscription;
    private long beat;

    Stream(HttpServerResponse response, Context context, Function<Heard, Object> shown) {
      this.response = response;
      this.context = context;
      this.shown = shown;
    }

    void begin(Feeds.Subscription subscription) {
      open.incrementAndGet();
      this.subscription = subscription;
      response.setChunked(true);
      response.write(": welcome\n\n");
      beat = context.owner().setPeriodic(beatMs(), tick -> response.write(": beat\n\n"));
      response.drainHandler(drained -> works.engine().resume());
      response.closeHandler(closed -> over());
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
      return unwritten.get() < AHEAD && !response.writeQueueFull();
    }

    @Override
    public void heard(Heard event) {
      var value = shown.apply(event);
      if (value == null) return;
      var json = new String(works.codec().toJson(value), StandardCharsets.UTF_8);
      var kind = event.name().substring(event.name().indexOf('.') + 1);
      var text = "id: " + event.position() + "\nevent: " + kind + "\ndata: " + json + "\n\n";
      unwritten.incrementAndGet();
      context.runOnContext(write -> write(text));
    }

    private void write(String text) {
      boolean wasFull = unwritten.getAndDecrement() >= AHEAD;
      if (response.closed() || response.ended()) return;
      response.write(text);
      if (wasFull) works.engine().resume();
    }

    /** A client that does not read the end either meets the idle timeout. */
    @Override
    public void ended(String reason) {
      context.runOnContext(
          end -> {
            over();
            if (response.closed() || response.ended()) return;
            response.end("event: end\ndata: " + reason + "\n\n");
          });
    }
  }
}
