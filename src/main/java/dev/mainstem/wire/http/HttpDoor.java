package dev.mainstem.wire.http;

import dev.mainstem.codec.Codec;
import dev.mainstem.engine.Bus;
import dev.mainstem.engine.Callers;
import dev.mainstem.engine.Commands;
import dev.mainstem.engine.Doorway;
import dev.mainstem.engine.Engine;
import dev.mainstem.engine.HouseProblem;
import dev.mainstem.engine.Listen;
import dev.mainstem.engine.cluster.Courier;
import dev.mainstem.engine.cluster.Lookout;
import dev.mainstem.engine.keys.Seals;
import dev.mainstem.kernel.Refusal;
import dev.mainstem.kernel.Subsystem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The main HTTP listener: systems' routes, the house's own routes, and the console's files. */
public final class HttpDoor {
  private final Vertx vertx;
  private final Settings settings;
  private final Paths<Line<?>> paths = new Paths<>();
  private final List<Line<?>> lines = new ArrayList<>();
  private final Paths<HouseRoute> house = new Paths<>();
  private final Exchange.Door door;
  private final Credentials credentials;
  private final Optional<Home> home;
  private final SharedServer server;

  /**
   * How the door is set.
   *
   * @param names host names it answers to beside the loopback ones; {@code *} for any
   * @param sessionSecret signs the console's cookies
   */
  public record Settings(
      Listen listen,
      Largest largest,
      int maxConnections,
      int idleTimeoutS,
      Set<String> names,
      byte[] sessionSecret) {
    Bodies.Bounds bounds() {
      return new Bodies.Bounds(
          largest.body(), idleTimeoutS * 1_000L, new BodyRoom(largest.bodies()));
    }
  }

  /**
   * Bytes read at most.
   *
   * @param body one
   * @param bodies all that are not answered yet
   */
  public record Largest(int body, long bodies) {}

  /** What the door of a node with tables stands on. */
  public record Ground(Engine engine, Bus bus, Callers callers, Readers readers, Seals seals) {}

  /**
   * What the door of a node without tables stands on: another node that has them.
   *
   * @param systems of both nodes
   * @param hash under which a key is known
   */
  public record Bridge(
      Lookout home, Codec codec, List<Subsystem<?>> systems, UnaryOperator<String> hash) {}

  /** What only a node with tables has to offer. */
  private record Home(
      Foreigners foreigners,
      Webroot webroot,
      Streams streams,
      Hatch hatch,
      Hindsight hindsight,
      Rooms rooms) {}

  public HttpDoor(Vertx vertx, Settings settings, Ground ground) {
    this.vertx = vertx;
    this.settings = settings;
    server = server();
    var sessions = sessions(settings);
    credentials = new Credentials(ground.callers(), sessions, settings.names());
    var bounds = settings.bounds();
    var works = Works.of(ground, bounds);
    var reply = new Reply(works.codec());
    var streams = new Streams(works);
    var histories = new Histories(works);
    var rooms = new Rooms(works, reply, ground.readers(), credentials, streams, histories);
    var own = new Own(rooms, paths);
    door = new Exchange.Door(own, works.codec(), reply, bounds);
    var hatch = new Hatch(own, ground, paths);
    var hindsight = new Hindsight(ground.engine(), credentials);
    var foreigners = new Foreigners(rooms);
    home = Optional.of(new Home(foreigners, new Webroot(reply), streams, hatch, hindsight, rooms));
    for (var system : ground.engine().systems()) add(system);
    add(new OpenApi(works.codec(), lines, ground.engine()::names).routes());
    add(new SessionRoutes(ground.callers(), sessions, ground.readers(), works).routes());
  }

  /** A further door: the systems' routes only, answered by another node. */
  public HttpDoor(Vertx vertx, Settings settings, Bridge bridge) {
    this.vertx = vertx;
    this.settings = settings;
    server = server();
    credentials = new Credentials(Afar.nobody(), sessions(settings), settings.names());
    var reply = new Reply(bridge.codec());
    var commands = new Commands(bridge.codec().carrying(), bridge.systems());
    var afar = new Afar(bridge.home(), commands, credentials, bridge.hash());
    door = new Exchange.Door(afar, bridge.codec(), reply, settings.bounds());
    home = Optional.empty();
    for (var system : bridge.systems()) add(system);
  }

  private SharedServer server() {
    var bounds =
        SharedServer.Bounds.usual()
            .connections(settings.maxConnections())
            .idle(settings.idleTimeoutS());
    return new SharedServer(vertx, bounds, context -> this::handle);
  }

  private static Sessions sessions(Settings settings) {
    return new Sessions(settings.sessionSecret(), InstantSource.system());
  }

  private void add(Subsystem<?> system) {
    for (var line : RouteTable.of(system)) {
      paths.add(line);
      lines.add(line);
    }
  }

  /** Adds routes of the house; before {@link #open}. */
  public void add(List<HouseRoute> routes) {
    routes.forEach(house::add);
  }

  /** Adds an API of somebody else's design; before {@link #open}. */
  public void add(ForeignApi api) {
    home.orElseThrow().foreigners().add(api);
  }

  /** An API of somebody else's design on a listener of its own, of this name. */
  public Doorway beside(String name, ForeignApi api) {
    return new ForeignListener(vertx, name, api, home.orElseThrow().rooms());
  }

  /** For listeners beside this one. */
  public Hindsight hindsight() {
    return home.orElseThrow().hindsight();
  }

  /** For listeners of systems, whose visitors show keys in other ways. */
  public Visitors visitors() {
    return new Visitors(credentials);
  }

  /** Opens a server-sent event stream; see {@link Streams}. */
  public EventStreams streams() {
    return new EventStreams(home.orElseThrow().streams());
  }

  /** From now on further doors of other nodes are answered, too. */
  public Future<Void> serve(Courier courier) {
    return home.orElseThrow().hatch().open(courier);
  }

  /** Binds; answers the port that was actually bound. */
  public Future<Integer> open() {
    return server.open(settings.listen());
  }

  private void handle(HttpServerRequest request) {
    try {
      if (!credentials.knownHost(request)) throw HttpProblem.FOREIGN_HOST.refusal();
      if (!credentials.knownOrigin(request) && !openToPages(request)) {
        throw HttpProblem.FOREIGN_ORIGIN.refusal();
      }
      route(request);
    } catch (Refusal no) {
      door.reply().problem(request, HouseProblem.HOUSE, no);
    } catch (IllegalArgumentException e) {
      door.reply().problem(request, HttpProblem.BAD_PATH, "");
    }
  }

  private boolean openToPages(HttpServerRequest request) {
    return home.isPresent() && home.get().foreigners().openToPages(request);
  }

  private void route(HttpServerRequest request) {
    var path = request.path();
    if (path == null || !path.startsWith("/")) throw HttpProblem.BAD_PATH.refusal();
    var own = house.find(path);
    if (!own.methods().isEmpty()) {
      house(request, own);
      return;
    }
    if (home.isPresent() && home.get().foreigners().answer(request)) return;
    var match = paths.find(path);
    var line = match.line(request.method());
    if (line != null) {
      new Exchange<>(door, request, line, match).run();
    } else if (!match.methods().isEmpty()) {
      methodNotAllowed(request, match.methods());
    } else if (home.isEmpty() || !home.get().webroot().serve(request)) {
      throw HttpProblem.NO_SUCH_PATH.of(path);
    }
  }

  private void methodNotAllowed(HttpServerRequest request, Set<HttpMethod> methods) {
    var allowed = methods.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
    request.response().putHeader("Allow", allowed);
    throw HttpProblem.NO_SUCH_METHOD.of(request.method().name());
  }

  private void house(HttpServerRequest request, Paths.Match<HouseRoute> match) {
    var route = match.line(request.method());
    if (route == null) {
      methodNotAllowed(request, match.methods());
      return;
    }
    match.named(route).forEach(request.params()::set);
    if (!route.past() && request.getParam(When.PARAMETER) != null) {
      throw HttpProblem.NOT_KEPT.at("/" + When.PARAMETER, route.path());
    }
    request.pause();
    Future<Optional<Callers.Who>> who =
        route.scope().isEmpty()
            ? Future.succeededFuture(Optional.empty())
            : door.origin().who(request);
    who.map(asking -> allowed(asking, route))
        .compose(
            asking -> body(request).compose(body -> route.handler().answer(request, asking, body)))
        .onFailure(why -> failed(request, why));
  }

  private static Optional<Callers.Who> allowed(Optional<Callers.Who> who, HouseRoute route) {
    if (route.scope().isEmpty()) return who;
    var asking = who.orElseThrow(HttpProblem.NO_CREDENTIALS::refusal);
    if (!asking.caller().may(route.scope().get())) {
      throw HttpProblem.NOT_ALLOWED.of(route.scope().get());
    }
    return who;
  }

  private Future<Buffer> body(HttpServerRequest request) {
    boolean none = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
    request.resume();
    return none ? Future.succeededFuture(Buffer.buffer()) : Bodies.read(request, door.bounds());
  }

  private void failed(HttpServerRequest request, Throwable why) {
    Failures.answer(door.reply(), request, why);
  }

  /** Stops listening. */
  public Future<Void> close() {
    return server.close();
  }
}
