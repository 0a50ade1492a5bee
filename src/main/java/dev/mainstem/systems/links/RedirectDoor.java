package dev.mainstem.systems.links;

import dev.mainstem.engine.Bus;
import dev.mainstem.engine.Doorway;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.store.Miss;
import dev.mainstem.store.Store;
import dev.mainstem.wire.http.SharedPort;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where short links are followed: {@code GET /{slug}} answers 302 and never waits for a count. A
 * link that is not there, not open, used up or retired is 404; which of these it is, is not told.
 *
 * <p>One verticle per event loop. A visit is read from memory on the event loop; only a link nobody
 * followed lately costs a reader thread.
 */
public final class RedirectDoor implements Doorway {
  private static final int HEADER_BYTES = 16 << 10;
  private static final int IDLE_S = 60;

  private final Vertx vertx;
  private final Links links;
  private final Store store;
  private final Executor readers;
  private final InstantSource clock;
  private final Clicks clicks;
  private final List<String> deployments = new ArrayList<>();

  /** What the door stands on. */
  public record Ground(Store store, Bus bus, Executor readers, InstantSource clock) {}

  public RedirectDoor(Vertx vertx, Links links, Ground ground) {
    this.vertx = vertx;
    this.links = links;
    this.store = ground.store();
    this.readers = ground.readers();
    this.clock = ground.clock();
    this.clicks = new Clicks(vertx, ground.bus());
  }

  @Override
  public String name() {
    return "links.redirect";
  }

  /** Clicks answered but not yet known to be written. */
  public int clicksAtRisk() {
    return clicks.atRisk();
  }

  @Override
  public Future<Integer> open(String host, int port) {
    int shared = SharedPort.of(port);
    var bound = new AtomicInteger();
    Future<Void> all = Future.succeededFuture();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      var options =
          new HttpServerOptions()
              .setHost(host)
              .setPort(shared)
              .setMaxHeaderSize(HEADER_BYTES)
              .setIdleTimeout(IDLE_S);
      all =
          all.compose(
                  done ->
                      vertx.deployVerticle(new Listening(options, bound), new DeploymentOptions()))
              .onSuccess(deployments::add)
              .mapEmpty();
    }
    return all.map(done -> bound.get());
  }

  @Override
  public Future<Void> close() {
    Future<Void> all = Future.succeededFuture();
    for (var each : deployments) all = all.compose(done -> vertx.undeploy(each));
    return all.compose(done -> clicks.close());
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
          .requestHandler(RedirectDoor.this::handle)
          .listen()
          .onSuccess(server -> bound.set(server.actualPort()));
    }
  }

  private void handle(HttpServerRequest request) {
    if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
      request.response().setStatusCode(405).putHeader("Allow", "GET, HEAD").end();
      return;
    }
    var visit = Visit.of(request);
    if (visit == null) {
      notFound(request);
    } else if (visit.slug().equals("robots.txt")) {
      request
          .response()
          .putHeader("Content-Type", "text/plain")
          .end("User-agent: *\nDisallow: /\n");
    } else {
      follow(request, visit);
    }
  }

  private void follow(HttpServerRequest request, Visit visit) {
    try {
      answer(request, visit, find(visit, true));
    } catch (Miss elsewhere) {
      var context = Vertx.currentContext();
      readers.execute(
          () -> {
            var found = find(visit, false);
            context.runOnContext(back -> answer(request, visit, found));
          });
    }
  }

  /** A link that leads somewhere now, and whose it is. */
  private record Found(Tenant tenant, Link link) {}

  private Found find(Visit visit, boolean memoryOnly) {
    var anyone = Store.Reader.of(Tenant.HOUSE);
    var key = new LinkKey[1];
    var holder =
        store.read(
            links,
            memoryOnly ? anyone.inMemory() : anyone,
            known -> {
              boolean claimed = known.hosts.taken(visit.host());
              key[0] = new LinkKey(claimed ? visit.host() : LinkKey.DEFAULT, visit.slug());
              return known.addresses.holder(key[0]).orElse(null);
            });
    if (holder == null) return null;
    var reader = Store.Reader.of(holder);
    return store.read(
        links,
        memoryOnly ? reader.inMemory() : reader,
        known -> {
          var link = known.links.find(key[0]).orElse(null);
          return link != null && leads(known, link) ? new Found(holder, link) : null;
        });
  }

  private boolean leads(LinkTables known, Link link) {
    if (link.retired() || !link.limits().openAt(clock.instant())) return false;
    var most = link.limits().maxVisits();
    return most.isEmpty() || known.usage(link.key()).people() < most.get();
  }

  private void answer(HttpServerRequest request, Visit visit, Found found) {
    if (found == null) {
      notFound(request);
      return;
    }
    request
        .response()
        .setStatusCode(302)
        .putHeader("Location", found.link().target())
        .putHeader("Cache-Control", "private,max-age=0")
        .end();
    if (visit.counts())
      clicks.add(found.tenant(), visit.click(found.link().key(), clock.instant()));
  }

  private static void notFound(HttpServerRequest request) {
    request
        .response()
        .setStatusCode(404)
        .putHeader("Content-Type", "text/plain; charset=utf-8")
        .end("There is no such link.\n");
  }
}
