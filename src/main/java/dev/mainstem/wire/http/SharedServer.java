package dev.mainstem.wire.http;

import dev.mainstem.engine.Listen;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The HTTP servers behind one port: one per event loop, with the bounds that every door has. It
 * speaks HTTP/1.1 only: an upgrade in the middle of a paused request can lose it, and the bounds on
 * connections and streams are those of HTTP/1.1. Opened and closed by one thread.
 */
public final class SharedServer {
  private final Vertx vertx;
  private final Bounds bounds;
  private final Function<Context, Loop> loops;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<String> deployments = new ArrayList<>();

  /**
   * What clients may do at most.
   *
   * @param headBytes of a request's headers
   * @param lineBytes of its first line
   * @param frameBytes of a WebSocket's frame or message
   * @param connections open at once; one more is closed as soon as it is accepted
   * @param idleS seconds without a byte, or with bytes but no request, after which one is closed
   */
  public record Bounds(int headBytes, int lineBytes, int frameBytes, int connections, int idleS) {
    private static final int MOST_CONNECTIONS = 10_000;

    /** What does where clients only ask. */
    public static Bounds usual() {
      return new Bounds(16 << 10, 8 << 10, 4 << 10, MOST_CONNECTIONS, 60);
    }

    /** The same, for clients that stay. */
    public Bounds idle(int seconds) {
      return new Bounds(headBytes, lineBytes, frameBytes, connections, seconds);
    }

    public Bounds connections(int most) {
      return new Bounds(headBytes, lineBytes, frameBytes, most, idleS);
    }

    /** With heads and first lines of any size up to this. */
    public Bounds heads(int bytes) {
      return new Bounds(bytes, bytes, frameBytes, connections, idleS);
    }

    public Bounds frames(int bytes) {
      return new Bounds(headBytes, lineBytes, bytes, connections, idleS);
    }
  }

  /** What one event loop does; called by that loop only. */
  public interface Loop {
    void answer(HttpServerRequest request);

    /** Nothing comes any more. */
    default void close() {}
  }

  /**
   * @param loops makes what answers on one event loop, when that begins to listen
   */
  public SharedServer(Vertx vertx, Bounds bounds, Function<Context, Loop> loops) {
    this.vertx = vertx;
    this.bounds = bounds;
    this.loops = loops;
  }

  /** Binds; answers the port that was actually bound. */
  public Future<Integer> open(Listen listen) {
    var shared = listen.port(port(listen.port()));
    var bound = new AtomicInteger();
    Future<Void> all = Future.succeededFuture();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      all =
          all.compose(
              done ->
                  vertx
                      .deployVerticle(new Listening(shared, bound), new DeploymentOptions())
                      .onSuccess(deployments::add)
                      .mapEmpty());
    }
    return all.map(done -> bound.get());
  }

  /**
   * Vert.x shares a listener among those that ask for the same number; port 0 would give each its
   * own, but a negative number means "any free port, the same for all who say this number".
   */
  private static int port(int port) {
    return port == 0 ? -ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE) : port;
  }

  /** Stops listening. */
  public Future<Void> close() {
    Future<Void> all = Future.succeededFuture();
    for (var each : deployments) all = all.compose(done -> vertx.undeploy(each));
    return all;
  }

  /** Makes a request's connection a WebSocket, of which no further request is expected. */
  public static Future<ServerWebSocket> webSocket(HttpServerRequest request) {
    request.response().setStatusCode(Watch.UPGRADED);
    return request.toWebSocket();
  }

  private final class Listening extends VerticleBase {
    private final Listen listen;
    private final AtomicInteger bound;
    private final Watch watch = new Watch();
    private Loop loop;

    Listening(Listen listen, AtomicInteger bound) {
      this.listen = listen;
      this.bound = bound;
    }

    @Override
    public Future<?> start() {
      loop = loops.apply(context);
      vertx.setPeriodic(bounds.idleS() * 1_000L / 2, tick -> watch.round());
      return vertx
          .createHttpServer(options())
          .requestHandler(this::answer)
          .connectionHandler(this::opened)
          .listen()
          .onSuccess(server -> bound.set(server.actualPort()));
    }

    private HttpServerOptions options() {
      return listen
          .on(new HttpServerOptions())
          .setMaxHeaderSize(bounds.headBytes())
          .setMaxInitialLineLength(bounds.lineBytes())
          .setMaxWebSocketFrameSize(bounds.frameBytes())
          .setMaxWebSocketMessageSize(bounds.frameBytes())
          .setPerMessageWebSocketCompressionSupported(false)
          .setIdleTimeout(bounds.idleS())
          .setCompressionSupported(false)
          .setHttp2ClearTextEnabled(false)
          .setHandle100ContinueAutomatically(true);
    }

    private void answer(HttpServerRequest request) {
      watch.began(request);
      loop.answer(request);
    }

    private void opened(HttpConnection connection) {
      // A connection can be told to be closed more than once.
      var open = new AtomicBoolean(true);
      watch.opened(connection);
      connection.closeHandler(
          closed -> {
            if (!open.getAndSet(false)) return;
            watch.closed(connection);
            connections.decrementAndGet();
          });
      if (connections.incrementAndGet() > bounds.connections()) connection.close();
    }

    @Override
    public Future<?> stop() {
      loop.close();
      return Future.succeededFuture();
    }
  }
}
