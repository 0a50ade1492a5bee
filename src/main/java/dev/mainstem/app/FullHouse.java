package dev.mainstem.app;

import dev.mainstem.console.BackupRoutes;
import dev.mainstem.console.HouseRoutes;
import dev.mainstem.console.Metrics;
import dev.mainstem.console.VerifyRoutes;
import dev.mainstem.console.WhyRoutes;
import dev.mainstem.engine.Bus;
import dev.mainstem.engine.Doorway;
import dev.mainstem.engine.Engine;
import dev.mainstem.engine.Forgetting;
import dev.mainstem.engine.Writer;
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
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole house: log and tables, a writer for each system, and every door. */
final class FullHouse implements House {
  private static final Logger LOG = LoggerFactory.getLogger(FullHouse.class);
  private static final long MIB = 1 << 20;
  private static final Duration OPENING = Duration.ofSeconds(30);

  private final Settings settings;
  private final Path data;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, DoorState> doors = new ConcurrentHashMap<>();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final List<Doorway> doorways = new ArrayList<>();
  private final Metrics metrics = new Metrics();
  private Vertx vertx;
  private Engine engine;
  private Bus bus;
  private HttpDoor http;
  private Readers readers;
  private VerifyRoutes verify;
  private BackupRoutes backup;
  private Forgetting forgetting;

  FullHouse(Settings settings, Path data) {
    this.settings = settings;
    this.data = data;
  }

  @Override
  public Map<String, DoorState> start() {
    new DataFormat(data).check();
    var secrets = new Secrets(data, random);
    var systems = new Systems(settings, this::address, secrets::of, random);
    open(systems, false, writer -> bus.wake(writer));
    var files =
        new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);
    vertx = Vertx.vertx(new VertxOptions().setFileSystemOptions(files));
    bus = new Bus(vertx);
    wait(bus.deploy(engine.writers().values()), OPENING);
    engine.react(bus);
    readers = new Readers(settings.of(Catalogue.HTTP_READERS));
    var callers = systems.callers(engine);
    var ground = new HttpDoor.Ground(engine, bus, callers, readers);
    http = new HttpDoor(vertx, httpSettings(secrets), ground);
    var house = new HouseRoutes.Ground(engine, bus, metrics, http.streams(), this::told);
    http.add(new HouseRoutes(house).routes());
    http.add(new WhyRoutes(engine, readers).routes());
    verify = new VerifyRoutes(engine);
    http.add(verify.routes());
    backup = new BackupRoutes(engine, backups());
    http.add(backup.routes());
    systems.foreign().forEach(http::add);
    new FirstKey(data, settings, bus).ifNeeded(callers, systems::firstKey);
    var beside = new Systems.Ground(vertx, engine, bus, readers.executor(), http.hindsight());
    for (var doorway : systems.doors(beside)) open(doorway);
    openHttp();
    var horizon = Duration.ofDays(settings.of(Catalogue.STORE_HORIZON_DAYS));
    forgetting = new Forgetting(engine, horizon).start();
    return doors();
  }

  /** The systems of this house, for commands that open nothing. */
  List<Subsystem<?>> systems() {
    return new Systems(settings, this::address, purpose -> new byte[32], random).all();
  }

  /**
   * Opens log and tables and nothing else, for commands that look after them.
   *
   * @param anew make all tables anew from the log
   */
  Engine tables(boolean anew) {
    new DataFormat(data).check();
    var secrets = new Secrets(data, random);
    var systems = new Systems(settings, this::address, secrets::of, random);
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
        new Engine.World(new RealDisk(), InstantSource.system(), random::nextBytes, metrics);
    engine = new Engine(new Engine.Settings(data, inbox, cache, log), world, systems.all());
    try {
      if (anew) engine.anew();
      engine.open(wake);
    } catch (LogCorrupt | UncheckedIOException | StoreBroken e) {
      throw new CannotStart(e.getMessage());
    }
  }

  private HttpDoor.Settings httpSettings(Secrets secrets) {
    return new HttpDoor.Settings(
        Catalogue.HTTP.listen(settings),
        settings.of(Catalogue.HTTP_MAX_BODY_BYTES),
        settings.of(Catalogue.HTTP_MAX_CONNECTIONS),
        settings.of(Catalogue.HTTP_IDLE_TIMEOUT_S),
        Set.of(settings.of(Catalogue.HTTP_NAMES).split("\\s*,\\s*")),
        secrets.of("sessions"));
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
    var listen = door.listen(settings);
    try {
      int port = wait(opening, OPENING);
      var host = listen.host().contains(":") ? "[" + listen.host() + "]" : listen.host();
      var address = listen.scheme() + "://" + host + ":" + port;
      doors.put(door.name(), new DoorState.Open(address));
    } catch (CannotStart e) {
      var at = listen.host() + ":" + listen.port();
      doors.put(door.name(), new DoorState.Down(at + " is not free: " + e.getMessage()));
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
  private Map<String, Object> told() {
    var all = new LinkedHashMap<String, Object>();
    doors()
        .forEach(
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
    if (vertx != null) quietly("vert.x", vertx.close());
  }

  private static void quietly(String what, Future<Void> closing) {
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
