package dev.mainstem.app;

import dev.mainstem.engine.Bus;
import dev.mainstem.engine.Callers;
import dev.mainstem.engine.Doorway;
import dev.mainstem.engine.Engine;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.systems.links.Codes;
import dev.mainstem.systems.links.Links;
import dev.mainstem.systems.links.RedirectDoor;
import dev.mainstem.systems.links.RulesDoor;
import dev.mainstem.systems.links.ShlinkDoor;
import dev.mainstem.systems.links.Site;
import dev.mainstem.systems.tenants.KeyCallers;
import dev.mainstem.systems.tenants.OwnerKey;
import dev.mainstem.systems.tenants.Tenants;
import dev.mainstem.wire.http.ForeignApi;
import dev.mainstem.wire.http.Hindsight;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** The index of the house: every system, one line each, and the doors and ports they bring. */
final class Systems {
  private final Tenants tenants;
  private final Links links;
  private final RedirectDoor.Settings redirects;

  /**
   * @param address of a door by name, once it is open
   * @param secret 32 bytes of the house, by purpose
   */
  Systems(
      Settings settings,
      Function<String, String> address,
      Function<String, byte[]> secret,
      SecureRandom random) {
    tenants = new Tenants(random);
    links =
        new Links(
            new Site(
                () -> address.apply("links.redirect"),
                new Codes(secret.apply("links")),
                Duration.ofDays(settings.of(Catalogue.LINKS_VISITS_KEEP_DAYS))));
    redirects = redirects(settings, secret);
  }

  private static RedirectDoor.Settings redirects(
      Settings settings, Function<String, byte[]> secret) {
    return new RedirectDoor.Settings(
        Integer.parseInt(settings.of(Catalogue.LINKS_REDIRECT_STATUS)),
        settings.of(Catalogue.LINKS_REDIRECT_FORWARDED),
        Optional.of(settings.of(Catalogue.LINKS_GEO_FILE))
            .filter(file -> !file.equals(Catalogue.NONE))
            .map(Path::of),
        secret.apply("links-visitors"));
  }

  List<Subsystem<?>> all() {
    return List.of(tenants, links);
  }

  Callers callers(Engine engine) {
    return new KeyCallers(tenants, engine.store(), InstantSource.system());
  }

  /** An owner key for a house that has none. */
  FirstKey.Fresh firstKey() {
    var key = OwnerKey.make();
    return new FirstKey.Fresh(key.secret(), key::issue);
  }

  /** APIs of other designs on the main listener. */
  List<ForeignApi> foreign() {
    var clock = InstantSource.system();
    return List.of(new ShlinkDoor(links, clock), new RulesDoor(links, clock));
  }

  /** What listeners beside the main one stand on. */
  record Ground(Vertx vertx, Engine engine, Bus bus, Executor readers, Hindsight hindsight) {}

  List<Doorway> doors(Ground on) {
    var ground =
        new RedirectDoor.Ground(
            on.engine().store(), on.bus(), on.readers(), InstantSource.system(), on.hindsight());
    return List.of(new RedirectDoor(on.vertx(), links, ground, redirects));
  }
}
