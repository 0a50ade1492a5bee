package dev.mainstem.app;

import dev.mainstem.console.BackupRoutes;
import dev.mainstem.console.HouseRoutes;
import dev.mainstem.console.Metrics;
import dev.mainstem.console.TimeMachineRoutes;
import dev.mainstem.console.VerifyRoutes;
import dev.mainstem.console.WhyRoutes;
import dev.mainstem.engine.Bus;
import dev.mainstem.engine.Demo;
import dev.mainstem.engine.Doorway;
import dev.mainstem.engine.Engine;
import dev.mainstem.engine.Forgetting;
import dev.mainstem.engine.Listen;
import dev.mainstem.engine.World;
import dev.mainstem.engine.Writer;
import dev.mainstem.engine.cluster.Cluster;
import dev.mainstem.engine.cluster.Courier;
import dev.mainstem.engine.cluster.Home;
import dev.mainstem.engine.delivery.AddressGuard;
import dev.mainstem.engine.delivery.AddressRange;
import dev.mainstem.engine.delivery.Delivery;
import dev.mainstem.engine.delivery.Outgoing;
import dev.mainstem.engine.keys.Keystore;
import dev.mainstem.engine.keys.Strongboxes;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.log.LogCorrupt;
import dev.mainstem.log.LogSettings;
import dev.mainstem.log.RealDisk;
import dev.mainstem.store.StoreBroken;
import dev.mainstem.wire.http.HttpDoor;
import dev.mainstem.wire.http.Readers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole house: log and tables, a writer for each system, and every door. */
final class FullHouse implements House {
  private static final Logger LOG = LoggerFactory.getLogger(FullHouse.class);
  private static final long MIB = 1 << 20;
  private static final Duration OPENING = Duration.ofSeconds(30);

  private final Settings settings;
  private final Path data;
  private final List<String> wanted;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, DoorState> doors = new ConcurrentHashMap<>();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final List<Doorway> doorways = new ArrayList<>();
  private final List<Demo> demos = new ArrayList<>();
  private final Metrics metrics = new Metrics();
  private Vertx vertx;
  private Cluster cluster;
  private Courier courier;
  private Delivery delivery;
  private Strongboxes strongboxes;
  private Keystore keystore;
  private Engine engine;
  private Bus bus;
  private HttpDoor http;
  private Readers readers;
  private VerifyRoutes verify;
  private BackupRoutes backup;
  private Forgetting forgetting;

  FullHouse(Settings settings, Path data) {
    this(settings, data, List.of());
  }

  /**
   * @param demos names of what is to be shown in this house
   */
  FullHouse(Settings settings, Path data, List<String> demos) {
    this.settings = settings;
    this.data = data;
    this.wanted = List.copyOf(demos);
  }

  @Override
  public Map<String, DoorState> start() {
    new DataFormat(data).check();
    var secrets = new Secrets(data, random);
    vertx = vertx();
    delivery = new Delivery(vertx, guard(settings), InstantSource.system());
    var keys = keys(secrets);
    keystore.opened();
    var systems = systems(secrets::of, delivery, keys);
    open(systems, false, this::wake);
    if (cluster != null) meetOthers();
    bus = new Bus(vertx, keys.seals());
    wait(bus.deploy(engine.writers().values()), OPENING);
    engine.react(bus);
    readers = new Readers(settings.of(Catalogue.HTTP_READERS));
    var callers = systems.callers(engine);
    var ground = new HttpDoor.Ground(engine, bus, callers, readers, keys.seals());
    http = new HttpDoor(vertx, httpSettings(settings, secrets.of("sessions")), ground);
    var node = Optional.ofNullable(cluster).map(Cluster::node);
    var house =
        new HouseRoutes.Ground(
            engine, bus, metrics, http.streams(), readers, () -> told(doors()), node);
    http.add(new HouseRoutes(house).routes());
    http.add(new WhyRoutes(engine, readers).routes());
    verify = new VerifyRoutes(engine);
    http.add(verify.routes());
    http.add(new TimeMachineRoutes(engine, readers).routes());
    backup = new BackupRoutes(engine, backups());
    http.add(backup.routes());
    systems.foreign().forEach(http::add);
    new FirstKey(data, settings, bus).ifNeeded(callers, systems::firstKey);
    var stand = new Systems.Stand(vertx, engine, bus, readers, http);
    for (var doorway : systems.doors(stand)) open(doorway);
    for (var name : wanted) demos.add(systems.demo(name, stand));
    openHttp();
    if (cluster != null) beHome();
    var horizon = Duration.ofDays(settings.of(Catalogue.STORE_HORIZON_DAYS));
    forgetting = new Forgetting(engine, horizon).start();
    demos.forEach(Demo::begin);
    return doors();
  }

  /** Nobody waits for a writer before there is a bus, nor where there is never one. */
  private void wake(Writer<?> writer) {
    if (bus != null) bus.wake(writer);
  }

  /** How every node wants its Vert.x. */
  static VertxOptions options() {
    var files =
        new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);
    return new VertxOptions().setFileSystemOptions(files);
  }

  private Vertx vertx() {
    var clustering = new Clustering(settings);
    if (!clustering.enabled()) return Vertx.vertx(options());
    cluster = clustering.join(options());
    return cluster.vertx();
  }

  private void meetOthers() {
    courier = new Clustering(settings).courier(cluster, engine.codec());
    // A system has one writer: two logs in one cluster would be asked in turn.
    var home = wait(Home.findSurely(courier, cluster.node()), OPENING);
    if (home.isPresent()) {
      throw new CannotStart("Another node of the cluster has the log: set cluster.home: false.");
    }
  }

  private void beHome() {
    wait(http.serve(courier), OPENING);
    wait(Home.tell(courier, cluster.node(), this::status), OPENING);
  }

  private String status() {
    return engine.broken().isEmpty() ? "up" : "read-only";
  }

  /** The systems of this house, for commands that open nothing. */
  List<Subsystem<?>> systems() {
    var closed = Outgoing.closed(guard(settings));
    return systems(purpose -> new byte[32], closed, Systems.Keys.none()).all();
  }

  private Systems systems(Function<String, byte[]> secret, Outgoing outgoing, Systems.Keys keys) {
    var ground = new Systems.Ground(this::address, secret, random, outgoing, keys);
    return new Systems(settings, ground);
  }

  private Systems.Keys keys(Secrets secrets) {
    strongboxes = new Strongboxes(data, secrets.of(Strongboxes.FOLDER), random::nextBytes);
    keystore = new Keystore(data, strongboxes, InstantSource.system());
    return new Systems.Keys(keystore, strongboxes::of);
  }

  static AddressGuard guard(Settings settings) {
    var allow = settings.of(Catalogue.OUTGOING_ALLOW);
    List<AddressRange> allowed =
        allow.equals(Catalogue.NONE) ? List.of() : AddressRange.listed(allow);
    return new AddressGuard(allowed, InetAddress::getAllByName);
  }

  /**
   * Opens log and tables and nothing else, for commands that look after them.
   *
   * @param anew make all tables anew from the log
   */
  Engine tables(boolean anew) {
    new DataFormat(data).check();
    var secrets = new Secrets(data, random);
    var systems = systems(secrets::of, Outgoing.closed(guard(settings)), keys(secrets));
    open(systems, anew, writer -> {});
    return engine;
  }

  private BackupRoutes.Bounds backups() {
    var directory = data.resolve(settings.of(Catalogue.BACKUP_DIRECTORY));
    return new BackupRoutes.Bounds(directory, settings.of(Catalogue.BACKUP_MB_PER_S) * MIB);
  }

  private void open(Systems systems, boolean anew, Consumer<Writer<?>> wake) {
    var log =
        LogSettings.standard()
            .soon(settings.of(Catalogue.LOG_SOON_FORCE_MS))
            .space(
                settings.of(Catalogue.DISK_MIN_FREE_MB) * MIB,
                settings.of(Catalogue.DISK_MIN_FREE_PERCENT));
    var inbox = settings.of(Catalogue.WRITER_INBOX);
    var cache = settings.of(Catalogue.STORE_CACHE_MB) * MIB;
    var world =
        new World(
            new RealDisk(),
            InstantSource.system(),
            random::nextBytes,
            metrics,
            Optional.of(strongboxes));
    engine = new Engine(new Engine.Settings(data, inbox, cache, log), world, systems.all());
    try {
      if (anew) engine.anew();
      engine.open(wake);
    } catch (LogCorrupt | UncheckedIOException | StoreBroken e) {
      throw new CannotStart(e.getMessage());
    }
  }

  static HttpDoor.Settings httpSettings(Settings settings, byte[] sessionSecret) {
    return new HttpDoor.Settings(
        Catalogue.HTTP.listen(settings),
        new HttpDoor.Largest(
            settings.of(Catalogue.HTTP_MAX_BODY_BYTES), settings.of(Catalogue.HTTP_BODY_MEMORY)),
        settings.of(Catalogue.HTTP_MAX_CONNECTIONS),
        settings.of(Catalogue.HTTP_IDLE_TIMEOUT_S),
        Set.of(settings.of(Catalogue.HTTP_NAMES).split("\\s*,\\s*")),
        sessionSecret);
  }

  private void openHttp() {
    var door = Catalogue.HTTP;
    doors.put(door.name(), new DoorState.Down("not open yet"));
    opened(door, http.open());
  }

  private void open(Doorway doorway) {
    doorways.add(doorway);
    doorway.figures().forEach(metrics::figure);
    var door = Catalogue.door(doorway.name());
    if (!settings.of(door.enabled())) {
      doors.put(door.name(), new DoorState.Down("disabled"));
      return;
    }
    opened(door, doorway.open(door.listen(settings)));
  }

  private void opened(Door door, Future<Integer> opening) {
    doors.put(door.name(), opened(door.listen(settings), opening));
  }

  static DoorState opened(Listen listen, Future<Integer> opening) {
    try {
      int port = wait(opening, OPENING);
      var host = listen.host().contains(":") ? "[" + listen.host() + "]" : listen.host();
      return new DoorState.Open(listen.scheme() + "://" + host + ":" + port);
    } catch (CannotStart e) {
      var at = listen.host() + ":" + listen.port();
      return new DoorState.Down(at + " is not free: " + e.getMessage());
    }
  }

  /** In the order of the catalogue; addresses, or why a door is down. */
  private Map<String, DoorState> doors() {
    var all = new LinkedHashMap<String, DoorState>();
    for (var door : Catalogue.DOORS) {
      var down = new DoorState.Down("no system opens it");
      all.put(door.name(), doors.getOrDefault(door.name(), down));
    }
    return all;
  }

  /** As in doors.json. */
  static Map<String, Object> told(Map<String, DoorState> doors) {
    var all = new LinkedHashMap<String, Object>();
    doors.forEach(
        (name, state) ->
            all.put(
                name,
                state instanceof DoorState.Open open
                    ? open.address()
                    : Map.of("down", ((DoorState.Down) state).reason())));
    return all;
  }

  private String address(String door) {
    if (doors.get(door) instanceof DoorState.Open open) return open.address();
    var known = Catalogue.door(door);
    var listen = known.listen(settings);
    return listen.scheme() + "://" + listen.host() + ":" + listen.port();
  }

  @Override
  public void stop(Duration within) {
    if (!stopped.compareAndSet(false, true)) return;
    long deadline = System.nanoTime() + within.toNanos();
    demos.forEach(Demo::close);
    if (http != null) quietly("the main door", http.close());
    for (var doorway : doorways) quietly(doorway.name(), doorway.close());
    if (bus != null) quietly("the bus", bus.close(deadline));
    try {
      if (forgetting != null) forgetting.close();
      if (verify != null) verify.close();
      if (backup != null) backup.close();
      if (engine != null) engine.close();
    } catch (Exception e) {
      LOG.error("the engine did not close well", e);
    }
    if (readers != null) readers.close();
    if (delivery != null) delivery.close();
    if (cluster != null) cluster.close();
    else if (vertx != null) quietly("vert.x", vertx.close());
  }

  static void quietly(String what, Future<Void> closing) {
    try {
      wait(closing, Duration.ofSeconds(2));
    } catch (CannotStart e) {
      LOG.warn("{} did not close well: {}", what, e.getMessage());
    }
  }

  /** Blocks the main or the shutdown thread, never an event loop. */
  private static <T> T wait(Future<T> future, Duration most) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotStart("interrupted");
    } catch (ExecutionException e) {
      throw new CannotStart(String.valueOf(e.getCause().getMessage()));
    } catch (TimeoutException e) {
      throw new CannotStart("not done within " + most);
    }
  }
}
