package dev.mainstem.systems.payments;

import dev.mainstem.engine.delivery.AddressGuard;
import dev.mainstem.engine.delivery.AddressRange;
import dev.mainstem.engine.delivery.Delivery;
import dev.mainstem.engine.keys.Strongboxes;
import dev.mainstem.house.Anybody;
import dev.mainstem.house.HouseUnderTest;
import dev.mainstem.house.LateSeals;
import dev.mainstem.systems.payments.acquirer.HouseSimulator;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** A house with payments in it, and Stripe's API on a listener of its own. */
final class StripeHouse implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final Strongboxes boxes;
  private final Delivery delivery;
  private final Payments payments;
  private final HouseUnderTest house;
  private final HouseUnderTest.Open door;

  StripeHouse(Path data) throws Exception {
    this(data, InetAddress::getAllByName);
  }

  /**
   * @param resolver finds out where webhooks go
   */
  StripeHouse(Path data, AddressGuard.Resolver resolver) throws Exception {
    var random = new SecureRandom();
    var clock = InstantSource.system();
    boxes = new Strongboxes(data.resolve("vault"), new byte[32], random::nextBytes);
    var seals = new LateSeals();
    var guard = new AddressGuard(AddressRange.listed("127.0.0.1"), resolver);
    delivery = new Delivery(vertx, guard, clock);
    var vault = new Vault(seals, boxes.of("cards"), random, clock);
    var simulator = new HouseSimulator((after, what) -> what.run());
    var works = new Payments.Works(simulator, vault, seals, delivery, new byte[32], Instant.now());
    payments = new Payments(HousePayments.PREMISES, works);
    var trying = List.of(new RiskDoor(payments, clock), new ReconciliationDoor(payments));
    house = new HouseUnderTest(data, List.of(payments), engine -> new Anybody(), trying);
    seals.of(house.seals());
    payments.past().of(house.engine().store());
    var stripe = new StripeDoor(payments, random, clock);
    door = house.open((v, engine, bus, readers) -> house.door().beside("payments.stripe", stripe));
  }

  String address() {
    return "http://127.0.0.1:" + door.port();
  }

  HouseUnderTest house() {
    return house;
  }

  Payments payments() {
    return payments;
  }

  @Override
  public void close() throws Exception {
    door.close();
    house.close();
    delivery.close();
    boxes.close();
    HouseUnderTest.await(vertx.close());
  }
}
