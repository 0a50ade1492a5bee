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
import dev.mainstem.systems.tenants.KeyCallers;
import dev.mainstem.systems.tenants.OwnerKey;
import dev.mainstem.systems.tenants.Tenants;
import dev.mainstem.wire.http.ForeignApi;
import dev.mainstem.wire.http.HttpDoor;
import dev.mainstem.wire.http.Readers;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The index of the house: every system, one line each. */
final class Systems {
  private final Tenants tenants;
  private final List<Fitting> fittings;

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
    var payments = new PaymentsFitting(settings, house);
    var links = new LinksFitting(settings, house);
    var notifications = new NotificationsFitting(settings, house);
    var checkout = new CheckoutFitting(house, payments);
    fittings = List.of(Fitting.of(tenants), links, notifications, payments, checkout);
  }

  List<Subsystem<?>> all() {
    return fittings.stream().<Subsystem<?>>map(Fitting::system).toList();
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
    return fittings.stream().flatMap(each -> each.foreign().stream()).toList();
  }

  /** What listeners beside the main one stand on. */
  record Stand(Vertx vertx, Engine engine, Bus bus, Readers readers, HttpDoor http) {}

  List<Doorway> doors(Stand on) {
    return fittings.stream().flatMap(each -> each.doors(on).stream()).toList();
  }

  /**
   * What {@code --demo} of this name shows.
   *
   * @throws CannotStart if there is none, or if it must not be done in this house
   */
  Demo demo(String name, Stand on) {
    Map<String, Supplier<Demo>> demos = new TreeMap<>();
    for (var each : fittings) demos.putAll(each.demos(on));
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
