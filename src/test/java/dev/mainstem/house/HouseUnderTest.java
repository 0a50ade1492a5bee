package dev.mainstem.house;

import dev.mainstem.console.BackupRoutes;
import dev.mainstem.console.HouseRoutes;
import dev.mainstem.console.Metrics;
import dev.mainstem.console.TimeMachineRoutes;
import dev.mainstem.console.VerifyRoutes;
import dev.mainstem.console.WhyRoutes;
import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Asked;
import dev.mainstem.engine.Bus;
import dev.mainstem.engine.Callers;
import dev.mainstem.engine.Doorway;
import dev.mainstem.engine.Engine;
import dev.mainstem.engine.Listen;
import dev.mainstem.engine.World;
import dev.mainstem.engine.keys.Keystore;
import dev.mainstem.engine.keys.Seals;
import dev.mainstem.engine.keys.Strongboxes;
import dev.mainstem.kernel.Caller;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tables;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.log.LogSettings;
import dev.mainstem.log.RealDisk;
import dev.mainstem.wire.http.ForeignApi;
import dev.mainstem.wire.http.HttpDoor;
import dev.mainstem.wire.http.Readers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A whole house in this process: log, tables, writers, bus and HTTP door over a directory. */
public final class HouseUnderTest implements AutoCloseable {
  /** A connection on which nothing moves is closed after so many seconds. */
  public static final int IDLE_S = 2;

  public static final int MOST_CONNECTIONS = 100;

  /** Commands that may wait for one system. */
  public static final int INBOX = 1_024;

  private static final int BODY_BYTES = 64 << 10;

  private static final long ALL_BODIES_BYTES = 1 << 20;

  private final Vertx vertx = Vertx.vertx();
  private final Readers readers = new Readers(2);
  private final HttpClient client = HttpClient.newHttpClient();
  private final Keystore seals;
  private final Engine engine;
  private final Bus bus;
  private final HttpDoor door;
  private final VerifyRoutes verify;
  private final BackupRoutes backup;
  private final int port;

  /**
   * @param callers made once the tables are open
   */
  public HouseUnderTest(Path data, List<Subsystem<?>> systems, Function<Engine, Callers> callers)
      throws Exception {
    this(data, systems, callers, List.of());
  }

  /**
   * With APIs of other designs.
   *
   * @param callers made once the tables are open
   */
  public HouseUnderTest(
      Path data,
      List<Subsystem<?>> systems,
      Function<Engine, Callers> callers,
      List<ForeignApi> foreign)
      throws Exception {
    var random = new SecureRandom();
    var metrics = new Metrics();
    var clock = InstantSource.system();
    var strongboxes = new Strongboxes(data, new byte[32], random::nextBytes);
    seals = new Keystore(data, strongboxes, clock);
    var world =
        new World(new RealDisk(), clock, random::nextBytes, metrics, Optional.of(strongboxes));
    var log = LogSettings.standard().space(0, 0);
    engine = new Engine(new Engine.Settings(data, INBOX, 8 << 20, log), world, systems);
    bus = new Bus(vertx, seals);
    engine.open(bus::wake);
    await(bus.deploy(engine.writers().values()));
    var ground = new HttpDoor.Ground(engine, bus, callers.apply(engine), readers, seals);
    door = new HttpDoor(vertx, http(), ground);
    var house =
        new HouseRoutes.Ground(
            engine, bus, metrics, door.streams(), readers, Map::of, Optional.empty());
    door.add(new HouseRoutes(house).routes());
    door.add(new WhyRoutes(engine, readers).routes());
    verify = new VerifyRoutes(engine);
    door.add(verify.routes());
    door.add(new TimeMachineRoutes(engine, readers).routes());
    backup = new BackupRoutes(engine, new BackupRoutes.Bounds(data.resolve("backups"), 0));
    door.add(backup.routes());
    foreign.forEach(door::add);
    engine.react(bus);
    seen();
    port = await(door.open());
  }

  private static HttpDoor.Settings http() {
    return new HttpDoor.Settings(
        Listen.plain("127.0.0.1", 0),
        new HttpDoor.Largest(BODY_BYTES, ALL_BODIES_BYTES),
        MOST_CONNECTIONS,
        IDLE_S,
        Set.of(),
        new byte[32]);
  }

  /** Systems that listen for the first time say so in the log; tests count what comes after. */
  private void seen() {
    long until = System.nanoTime() + 10_000_000_000L;
    while (position() < engine.journals().get("main").last()) {
      if (System.nanoTime() > until) throw new AssertionError("readers do not see the log's end");
      Thread.onSpinWait();
    }
  }

  /** Makes a further listener of this house. */
  public interface Opening {
    Doorway make(Vertx vertx, Engine engine, Bus bus, Readers readers);
  }

  /** Opens a further listener; answers its port. Whoever opens it closes it, before the house. */
  public Open open(Opening opening) throws Exception {
    var doorway = opening.make(vertx, engine, bus, readers);
    return new Open(doorway, await(doorway.open(Listen.plain("127.0.0.1", 0))));
  }

  /** What such a listener needs to look back. */
  public dev.mainstem.wire.http.Hindsight hindsight() {
    return door.hindsight();
  }

  /** A further listener, open. */
  public record Open(Doorway doorway, int port) implements AutoCloseable {
    @Override
    public void close() throws Exception {
      await(doorway.close());
    }
  }

  /** The main door, which further doors may be answered by. */
  public HttpDoor door() {
    return door;
  }

  public Bus bus() {
    return bus;
  }

  /** For asking in ways the JDK's client does not know. */
  public Vertx vertx() {
    return vertx;
  }

  public static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  /** Opens what is personal in this house, and forgets. */
  public Seals seals() {
    return seals;
  }

  public Engine engine() {
    return engine;
  }

  /** Position of the last event of {@code main} that readers see. */
  public long position() {
    return engine.store().visible("main");
  }

  public int port() {
    return port;
  }

  /** Asks over the bus, as a door that is not HTTP does. */
  public <S extends Tables> void tell(String tenant, String system, Command<S, ?> command)
      throws Exception {
    var from = Asked.From.outside(new Tenant(tenant), Caller.named("door"), "");
    var answer = await(bus.ask(system, command, Bus.Terms.of(from)));
    if (answer instanceof Answer.Refused no) throw new AssertionError(no.toString());
  }

  /** Asks with further headers, given as name and value in turn. */
  public HttpResponse<String> ask(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(10))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) request.headers(headers);
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** Asks for a page without waiting for it. */
  public CompletableFuture<HttpResponse<String>> asking(String path, String... headers) {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    return client.sendAsync(request.headers(headers).build(), BodyHandlers.ofString());
  }

  /** Sends bytes as they are and reads until the other side closes or is quiet for two seconds. */
  public String raw(byte[] bytes) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(2_000);
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      var answer = new StringBuilder();
      var part = new byte[4_096];
      try {
        for (int n = socket.getInputStream().read(part); n > 0; ) {
          answer.append(new String(part, 0, n, StandardCharsets.UTF_8));
          if (socket.getInputStream().available() == 0) break;
          n = socket.getInputStream().read(part);
        }
      } catch (java.net.SocketTimeoutException quiet) {
        return answer.toString();
      } catch (java.net.SocketException closed) {
        return answer + "closed";
      }
      return answer.isEmpty() ? "closed" : answer.toString();
    }
  }

  @Override
  public void close() throws Exception {
    await(door.close());
    await(bus.close(System.nanoTime() + 2_000_000_000L));
    verify.close();
    backup.close();
    engine.close();
    readers.close();
    await(vertx.close());
  }
}
