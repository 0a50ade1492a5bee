package dev.mainstem.bench;

import dev.mainstem.bank.Bank;
import dev.mainstem.engine.Bus;
import dev.mainstem.engine.Callers;
import dev.mainstem.engine.Engine;
import dev.mainstem.engine.Listen;
import dev.mainstem.engine.Meter;
import dev.mainstem.engine.World;
import dev.mainstem.engine.keys.Seals;
import dev.mainstem.log.LogSettings;
import dev.mainstem.log.RealDisk;
import dev.mainstem.wire.http.HouseRoute;
import dev.mainstem.wire.http.HttpDoor;
import dev.mainstem.wire.http.Readers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A whole house with the bank in it: log, tables, writer, bus and HTTP door, as a user gets them.
 */
final class BankHouse implements AutoCloseable {
  private static final Buffer CONSTANT =
      Buffer.buffer("{\"id\":4711,\"cents\":999999999999}".getBytes(StandardCharsets.US_ASCII));

  private final Vertx vertx = Vertx.vertx();
  private final Readers readers = new Readers(4);
  private final Engine engine;
  private final Bus bus;
  private final HttpDoor door;
  private final InetSocketAddress address;

  BankHouse(Path data) throws Exception {
    engine = closed(data);
    bus = new Bus(vertx);
    engine.open(bus::wake);
    await(bus.deploy(engine.writers().values()));
    var http =
        new HttpDoor.Settings(
            Listen.plain("127.0.0.1", 0),
            new HttpDoor.Largest(1 << 20, 64 << 20),
            1_000,
            60,
            Set.of(),
            new byte[32]);
    var ground = new HttpDoor.Ground(engine, bus, new Open(), readers, Seals.none());
    door = new HttpDoor(vertx, http, ground);
    door.add(List.of(HouseRoute.open(HttpMethod.POST, "/constant", BankHouse::constant)));
    address = new InetSocketAddress("127.0.0.1", await(door.open()));
  }

  /** Its engine, not yet open. */
  static Engine closed(Path data) {
    var random = new SecureRandom();
    var world = new World(new RealDisk(), InstantSource.system(), random::nextBytes, Meter.NONE);
    var settings = new Engine.Settings(data, 8_192, 64 << 20, LogSettings.standard());
    return new Engine(settings, world, List.of(new Bank()));
  }

  private static Future<Void> constant(
      io.vertx.core.http.HttpServerRequest request, Optional<Callers.Who> who, Buffer body) {
    return request.response().putHeader("Content-Type", "application/json").end(CONSTANT);
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get();
  }

  InetSocketAddress address() {
    return address;
  }

  Engine engine() {
    return engine;
  }

  @Override
  public void close() throws Exception {
    await(door.close());
    await(bus.close(System.nanoTime() + 2_000_000_000L));
    engine.close();
    readers.close();
    await(vertx.close());
  }

  /** Nobody has issued a key. */
  private static final class Open implements Callers {
    @Override
    public Optional<Who> byKey(String key, boolean memoryOnly) {
      return Optional.empty();
    }

    @Override
    public Optional<Who> byHash(String keyHash, boolean memoryOnly) {
      return Optional.empty();
    }

    @Override
    public String hash(String key) {
      return key;
    }

    @Override
    public boolean keysIssued(boolean memoryOnly) {
      return false;
    }
  }
}
