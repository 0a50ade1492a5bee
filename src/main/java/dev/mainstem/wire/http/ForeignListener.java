package dev.mainstem.wire.http;

import dev.mainstem.engine.Doorway;
import dev.mainstem.engine.Listen;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/**
 * A {@link ForeignApi} on a listener of its own, for clients that take no path before theirs. Keys,
 * bounds and idempotency are those of the main door; so are the checks of Host and Origin.
 */
final class ForeignListener implements Doorway {
  private final String name;
  private final ForeignApi api;
  private final Rooms rooms;
  private final Foreigners foreigners;
  private final SharedServer server;

  ForeignListener(Vertx vertx, String name, ForeignApi api, Rooms rooms) {
    this.name = name;
    this.api = api;
    this.rooms = rooms;
    this.foreigners = new Foreigners(rooms);
    foreigners.add(api);
    server = new SharedServer(vertx, SharedServer.Bounds.usual(), context -> this::answer);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Future<Integer> open(Listen listen) {
    return server.open(listen);
  }

  @Override
  public Future<Void> close() {
    return server.close();
  }

  private void answer(HttpServerRequest request) {
    try {
      if (!rooms.credentials().knownHost(request)) throw HttpProblem.FOREIGN_HOST.refusal();
      boolean known = rooms.credentials().knownOrigin(request) || foreigners.openToPages(request);
      if (!known) throw HttpProblem.FOREIGN_ORIGIN.refusal();
      if (!foreigners.answer(request)) throw HttpProblem.NO_SUCH_PATH.of(request.path());
    } catch (RuntimeException no) {
      var why = no instanceof IllegalArgumentException ? HttpProblem.BAD_PATH.refusal() : no;
      var spelled = api.refused(ForeignExchange.no(request, why), request::getParam);
      ForeignExchange.refuse(rooms, request, spelled);
    }
  }
}
