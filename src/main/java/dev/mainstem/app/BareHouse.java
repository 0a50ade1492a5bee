package dev.mainstem.app;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A house without systems: one HTTP door with health and the console's files. */
final class BareHouse implements House {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "json", "application/json",
          "map", "application/json",
          "txt", "text/plain; charset=utf-8");

  private static final Logger LOG = LoggerFactory.getLogger(BareHouse.class);

  private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  private final Settings settings;
  private final Vertx vertx;
  private final AtomicBoolean ready = new AtomicBoolean();
  private final AtomicBoolean stopped = new AtomicBoolean();

  BareHouse(Settings settings) {
    this.settings = settings;
    var files =
        new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);
    this.vertx = Vertx.vertx(new VertxOptions().setFileSystemOptions(files));
  }

  @Override
  public Map<String, DoorState> start() {
    var doors = new LinkedHashMap<String, DoorState>();
    for (var door : Catalogue.DOORS) {
      doors.put(door.name(), door.equals(Catalogue.HTTP) ? http() : closed(door));
    }
    ready.set(true);
    LOG.info("a house without systems, {} doors", doors.size());
    return doors;
  }

  @Override
  public void stop(Duration within) {
    if (!stopped.compareAndSet(false, true)) return;
    ready.set(false);
    try {
      vertx
          .close()
          .toCompletionStage()
          .toCompletableFuture()
          .get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the doors did not close in " + within, e);
    }
  }

  private DoorState closed(Door door) {
    return new DoorState.Down(settings.of(door.enabled()) ? "no system opens it" : "disabled");
  }

  private DoorState http() {
    if (!settings.of(Catalogue.HTTP.enabled())) return new DoorState.Down("disabled");
    var host = settings.of(Catalogue.HTTP.host());
    var options =
        new HttpServerOptions()
            .setHost(host)
            .setPort(settings.of(Catalogue.HTTP.port()))
            .setIdleTimeout(settings.of(Catalogue.HTTP_IDLE_TIMEOUT_S));
    var listening = vertx.createHttpServer(options).requestHandler(this::answer).listen();
    try {
      var server = listening.toCompletionStage().toCompletableFuture().get();
      return new DoorState.Open(address(host, server.actualPort()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new DoorState.Down("interrupted");
    } catch (ExecutionException e) {
      return new DoorState.Down(
          host + ":" + options.getPort() + " is not free: " + e.getCause().getMessage());
    }
  }

  private static String address(String host, int port) {
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  private void answer(HttpServerRequest request) {
    var response = request.response();
    if (!READING.contains(request.method())) {
      response.setStatusCode(405).putHeader("Allow", "GET, HEAD").end();
      return;
    }
    switch (request.path()) {
      case "/health/live" -> health(response, true);
      case "/health/ready" -> health(response, ready.get());
      default -> file(request.path().equals("/") ? "/index.html" : request.path(), response);
    }
  }

  private static void health(HttpServerResponse response, boolean well) {
    response
        .setStatusCode(well ? 200 : 503)
        .putHeader("Content-Type", "application/json")
        .end(well ? "{\"status\":\"up\"}" : "{\"status\":\"down\"}");
  }

  /** Only plain names: a path that climbs or hides finds nothing. */
  private void file(String path, HttpServerResponse response) {
    if (!path.matches("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+")) {
      response.setStatusCode(404).end();
      return;
    }
    var type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
    vertx
        .executeBlocking(() -> content("/webroot" + path))
        .onSuccess(
            bytes -> {
              if (type == null || bytes.length() == 0) response.setStatusCode(404).end();
              else response.putHeader("Content-Type", type).end(bytes);
            })
        .onFailure(broken -> response.setStatusCode(500).end());
  }

  private static Buffer content(String resource) throws IOException {
    try (var in = BareHouse.class.getResourceAsStream(resource)) {
      return in == null ? Buffer.buffer() : Buffer.buffer(in.readAllBytes());
    }
  }
}
