package dev.mainstem.app;

import dev.mainstem.engine.Bus;
import dev.mainstem.engine.Callers;
import dev.mainstem.engine.Demo;
import dev.mainstem.engine.Doorway;
import dev.mainstem.engine.Engine;
import dev.mainstem.engine.delivery.Outgoing;
import dev.mainstem.engine.keys.Seals;
import dev.mainstem.engine.keys.Strongbox;
import dev.mainstem.engine.keys.Strongboxes;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.systems.checkout.Checkout;
import dev.mainstem.systems.checkout.Premises;
import dev.mainstem.systems.links.Codes;
import dev.mainstem.systems.links.Links;
import dev.mainstem.systems.links.LinksDemo;
import dev.mainstem.systems.links.QrDoor;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/** The index of the house: every system, one line each, and the doors and ports they bring. */
final class Systems {
  private final Tenants tenants;
  private final Links links;
  private final Checkout checkout;
  private final RedirectDoor.Settings redirects;

  /**
   * What a system may be given of the house it is in.
   *
   * @param address of a door by name, once it is open
   * @param secret 32 bytes of the house, by purpose
   * @param outgoing for effects that call other people's servers
   * @param keys what is kept beside the log
   */
  record Ground(
      Function<String, String> address,
      Function<String, byte[]> secret,
      SecureRandom random,
      Outgoing outgoing,
      Keys keys) {
    Seals seals() {
      return keys.seals();
    }

    Strongbox strongbox(String name) {
      return keys.strongbox().apply(name);
    }
  }

  /**
   * What a house keeps beside the log.
   *
   * @param seals opens what is personal, and forgets
   * @param strongbox small secrets, by name
   */
  record Keys(Seals seals, Function<String, Strongbox> strongbox) {
    /** Of a house that is only looked after. */
    static Keys none() {
      return new Keys(Seals.none(), name -> Strongboxes.none());
    }
  }

  Systems(Settings settings, Ground house) {
    tenants = new Tenants(house.random());
    links =
        new Links(
            new Site(
                () -> house.address().apply("links.redirect"),
                new Codes(house.secret().apply("links")),
                Duration.ofDays(settings.of(Catalogue.LINKS_VISITS_KEEP_DAYS))));
    redirects = redirects(settings, house.secret());
    checkout = checkout(house);
  }

  private static Checkout checkout(Ground house) {
    return new Checkout(
        new Premises(
            house.outgoing(),
            house.seals(),
            () -> house.address().apply("http"),
            house.random(),
            house.secret().apply("checkout")));
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
    return List.of(tenants, links, checkout);
  }

  Callers callers(Engine engine) {
    return new KeyCallers(tenants, engine.store(), InstantSource.system());
  }

  /** The hash under which a key is known. */
  static String keyHash(String key) {
    return KeyCallers.hashOf(key);
  }

  /** An owner key for a house that has none. */
  FirstKey.Fresh firstKey() {
    var key = OwnerKey.make();
    return new FirstKey.Fresh(key.secret(), key::issue);
  }

  /** APIs of other designs on the main listener. */
  List<ForeignApi> foreign() {
    var clock = InstantSource.system();
    return List.of(new ShlinkDoor(links, clock), new RulesDoor(links, clock), new QrDoor(links));
  }

  /** What listeners beside the main one stand on. */
  record Stand(Vertx vertx, Engine engine, Bus bus, Executor readers, Hindsight hindsight) {
    private RedirectDoor.Ground redirects() {
      return new RedirectDoor.Ground(
          engine.store(), bus, readers, InstantSource.system(), hindsight);
    }
  }

  List<Doorway> doors(Stand on) {
    return List.of(new RedirectDoor(on.vertx(), links, on.redirects(), redirects));
  }

  /**
   * What {@code --demo} of this name shows.
   *
   * @throws CannotStart if there is none, or if it must not be done in this house
   */
  Demo demo(String name, Stand on) {
    Map<String, Supplier<Demo>> demos = Map.of("links", () -> new LinksDemo(links, on.redirects()));
    if (!demos.containsKey(name)) {
      var known = String.join(", ", demos.keySet());
      throw new CannotStart("There is no demo '" + name + "'; there is: " + known + ".");
    }
    var demo = demos.get(name).get();
    demo.objection()
        .ifPresent(
            why -> {
              throw new CannotStart("No --demo " + name + ": " + why + ".");
            });
    return demo;
  }
}
