package dev.mainstem.systems.links;

import dev.mainstem.engine.Bus;
import dev.mainstem.engine.Doorway;
import dev.mainstem.engine.Listen;
import dev.mainstem.store.Store;
import dev.mainstem.wire.http.Hindsight;
import dev.mainstem.wire.http.SharedServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Where short links are followed: {@code GET /{slug}} answers with a redirect and never waits for a
 * count. What leads nowhere is 404 or goes where its domain sends the lost. {@code
 * /{slug}/qr-code}, {@code /{slug}/track} and {@code /robots.txt} are beside.
 *
 * <p>One verticle per event loop. A visit is read from memory on the event loop; only a link nobody
 * followed lately, or one with rules, costs a reader thread.
 */
public final class RedirectDoor implements Doorway {
  private final Clicks clicks;
  private final Redirects redirects;
  private final SharedServer server;

  /** What the door stands on. */
  public record Ground(
      Store store, Bus bus, Executor readers, InstantSource clock, Hindsight hindsight) {}

  /**
   * How the door is set.
   *
   * @param status of a redirect: 301, 302, 307 or 308
   * @param forwarded whether a proxy in front tells, in X-Forwarded-For, who comes
   * @param places a MaxMind file of countries or cities
   * @param visitorKey 32 secret bytes that visitors are told apart with
   */
  public record Settings(int status, boolean forwarded, Optional<Path> places, byte[] visitorKey) {}

  public RedirectDoor(Vertx vertx, Links links, Ground ground, Settings settings) {
    var portraits = new Portraits(settings.visitorKey(), Places.in(settings.places()));
    clicks = new Clicks(vertx, ground.bus(), portraits, links.site());
    var crossroads = new Crossroads(links, ground.store(), ground.clock());
    var work =
        new Redirects.Work(
            crossroads,
            new LookBack(crossroads, portraits, ground.hindsight()),
            clicks,
            new Turnstile(ground.bus(), portraits, links.site(), ground.readers()),
            portraits,
            ground.readers(),
            ground.clock(),
            links.site());
    redirects = new Redirects(work, settings);
    server = new SharedServer(vertx, SharedServer.Bounds.usual(), context -> this::answer);
  }

  @Override
  public String name() {
    return "links.redirect";
  }

  /** What was answered and is not known to be written yet would not outlive the process. */
  @Override
  public Map<String, Supplier<Number>> figures() {
    return Map.of("links_clicks_at_risk", clicks::atRisk, "links_clicks_lost", clicks::lost);
  }

  @Override
  public Future<Integer> open(Listen listen) {
    return server.open(listen);
  }

  @Override
  public Future<Void> close() {
    return server.close().compose(done -> clicks.close());
  }

  private void answer(HttpServerRequest request) {
    if (request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD) {
      redirects.answer(request);
    } else {
      request.response().setStatusCode(405).putHeader("Allow", "GET, HEAD").end();
    }
  }
}
