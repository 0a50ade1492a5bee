package dev.mainstem.console;

import dev.mainstem.engine.Callers.Who;
import dev.mainstem.engine.Engine;
import dev.mainstem.kernel.Problem;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.wire.http.HouseRoute;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Long work on the whole house, one piece at a time, on a thread of its own: {@code POST} begins
 * it, {@code GET} tells how far it is, {@code DELETE} calls it off. It concerns all tenants, so
 * only the house's owner may ask.
 */
final class LongWork {
  private static final Problem NOT_OWNER =
      Problem.forbidden("not-the-house", "Only keys of the first tenant may ask this");

  private final Engine engine;
  private final String path;
  private final Problem running;
  private final Kind kind;
  private Piece piece;
  private Thread thread;

  /** One piece of work. */
  interface Piece {
    /** Does it all; must not throw. */
    void run();

    /** Has it end soon. Any thread. */
    void cancel();
  }

  /** What sort of work it is. Called under this object's lock. */
  interface Kind {
    /** The next piece, or a refusal; may look at the disk. */
    Piece begin(Buffer body);

    /** How far the latest piece is, to be shown as JSON. */
    Map<String, Object> told();
  }

  /**
   * @param path such as {@code /house/verify}
   * @param running what to say while a piece is at work
   */
  LongWork(Engine engine, String path, Problem running, Kind kind) {
    this.engine = engine;
    this.path = path;
    this.running = running;
    this.kind = kind;
  }

  List<HouseRoute> routes() {
    return List.of(
        HouseRoute.read(path, this::state),
        new HouseRoute(HttpMethod.POST, path, Optional.of("house:write"), this::begin),
        new HouseRoute(HttpMethod.DELETE, path, Optional.of("house:write"), this::callOff));
  }

  static void owner(Optional<Who> who) {
    if (!who.get().tenant().equals(Tenant.LOCAL)) throw NOT_OWNER.refusal();
  }

  private Future<Void> begin(HttpServerRequest request, Optional<Who> who, Buffer body) {
    owner(who);
    return Vertx.currentContext()
        .executeBlocking(() -> begun(body), false)
        .compose(begun -> send(request, 202));
  }

  private synchronized Piece begun(Buffer body) {
    if (thread != null && thread.isAlive()) throw running.refusal();
    piece = kind.begin(body);
    thread = new Thread(piece::run, "mainstem" + path.substring(path.lastIndexOf('/')));
    thread.setDaemon(true);
    thread.start();
    return piece;
  }

  private Future<Void> state(HttpServerRequest request, Optional<Who> who, Buffer body) {
    owner(who);
    return send(request, 200);
  }

  private synchronized Future<Void> callOff(
      HttpServerRequest request, Optional<Who> who, Buffer body) {
    owner(who);
    if (piece != null) piece.cancel();
    return send(request, 202);
  }

  /** Ends what runs, and waits for it: the tables are about to be closed. */
  void close() throws InterruptedException {
    Thread last;
    synchronized (this) {
      last = thread;
      if (piece != null) piece.cancel();
    }
    if (last != null) last.join();
  }

  private synchronized Future<Void> send(HttpServerRequest request, int status) {
    request.response().setStatusCode(status).putHeader("Content-Type", "application/json");
    request.response().putHeader("Cache-Control", "no-store");
    return request.response().end(Buffer.buffer(engine.codec().toJson(kind.told())));
  }
}
