package dev.mainstem.wire.http;

import dev.mainstem.engine.Doorway;
import dev.mainstem.engine.Listen;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A {@link ForeignApi} on a listener of its own, for clients that take no path before theirs. Keys,
 * bounds and idempotency are those of the main door; so are the checks of Host and Origin. One
 * verticle per event loop.
 */
final class ForeignListener implements Doorway {
  private static final int HEADER_BYTES = 16 << 10;
  private static final int URL_BYTES = 8 << 10;
  private static final int IDLE_S = 60;
  private static final int MOST_CONNECTIONS = 10_000;

  private final Vertx vertx;
  private final String name;
  private final ForeignApi api;
  private final Rooms rooms;
  private final Foreigners foreigners;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<String> deployments = new ArrayList<>();

  ForeignListener(Vertx vertx, String name, ForeignApi api, Rooms rooms) {
    this.vertx = vertx;
    this.name = name;
    this.api = api;
    this.rooms = rooms;
    this.foreigners = new Foreigners(rooms);
    foreigners.add(api);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Future<Integer> open(Listen listen) {
    var shared = listen.port(SharedPort.of(listen.port()));
    var bound = new AtomicInteger();
    Future<Void> all = Future.succeededFuture();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      var options =
          shared.on(
              new HttpServerOptions()
                  .setMaxHeaderSize(HEADER_BYTES)
                  .setMaxInitialLineLength(URL_BYTES)
                  .setIdleTimeout(IDLE_S)
                  .setHttp2ClearTextEnabled(false)
                  .setHandle100ContinueAutomatically(true));
      var listening = new Listening(options, bound);
      all =
          all.compose(done -> vertx.deployVerticle(listening, new DeploymentOptions()))
              .onSuccess(deployments::add)
              .mapEmpty();
    }
    return all.map(done -> bound.get());
  }

  @Override
  public Future<Void> close() {
    Future<Void> all = Future.succeededFuture();
    for (var each : deployments) all = all.compose(done -> vertx.undeploy(each));
    return all;
  }

  private final class Listening extends VerticleBase {
    private final HttpServerOptions options;
    private final AtomicInteger bound;

    Listening(HttpServerOptions options, AtomicInteger bound) {
      this.options = options;
      this.bound = bound;
    }

    @Override
    public Future<?> start() {
      return vertx
          .createHttpServer(options)
          .requestHandler(ForeignListener.this::answer)
          .connectionHandler(
              connection -> {
                // A connection can be told to be closed more than once.
                var open = new AtomicBoolean(true);
                connection.closeHandler(
                    closed -> {
                      if (open.getAndSet(false)) connections.decrementAndGet();
                    });
                if (connections.incrementAndGet() > MOST_CONNECTIONS) connection.close();
              })
          .listen()
          .onSuccess(server -> bound.set(server.actualPort()));
    }
  }

  private void answer(HttpServerRequest request) {
    try {
      if (!rooms.credentials().knownHost(request)) throw HttpProblem.FOREIGN_HOST.refusal();
      boolean known = rooms.credentials().knownOrigin(request) || foreigners.openToPages(request);
      if (!known) throw HttpProblem.FOREIGN_ORIGIN.refusal();
      if (!foreigners.answer(request)) throw HttpProblem.NO_SUCH_PATH.of(request.path());
    } catch (RuntimeException no) {
      var why = no instanceof IllegalArgumentException ? HttpProblem.BAD_PATH.refusal() : no;
      var spelled = api.refused(ForeignExchange.no(request, why), request::getParam);
      ForeignExchange.refuse(rooms, request, spelled);
    }
  }
}
