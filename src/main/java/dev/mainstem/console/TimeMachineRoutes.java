package dev.mainstem.console;

import dev.mainstem.engine.Callers.Who;
import dev.mainstem.engine.Engine;
import dev.mainstem.engine.TimeMachine.Era;
import dev.mainstem.store.Miss;
import dev.mainstem.wire.http.HouseRoute;
import dev.mainstem.wire.http.Readers;
import dev.mainstem.wire.http.When;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code POST /house/time-machine} with {@code {"asOf": "main-123"}} or a time makes all tables as
 * of a moment that before-images no longer reach; {@code GET} tells how far that is, {@code DELETE
 * /house/time-machine/{id}} lets it go. Reads with exactly this {@code ?asOf=} are answered from it
 * while it lives. Only the house's owner may ask.
 */
public final class TimeMachineRoutes {
  private static final String PATH = "/house/time-machine";
  private static final Optional<String> SCOPE = Optional.of("house:write");

  private final Engine engine;
  private final Readers readers;

  /** What may be asked. */
  private record Wish(String asOf) {}

  public TimeMachineRoutes(Engine engine, Readers readers) {
    this.engine = engine;
    this.readers = readers;
  }

  public List<HouseRoute> routes() {
    return List.of(
        HouseRoute.read(PATH, this::state),
        new HouseRoute(HttpMethod.POST, PATH, SCOPE, this::begin),
        new HouseRoute(HttpMethod.DELETE, PATH + "/{id}", SCOPE, this::end));
  }

  private Future<Void> state(HttpServerRequest request, Optional<Who> who, Buffer body) {
    LongWork.owner(who);
    var eras = engine.timeMachine().eras().stream().map(TimeMachineRoutes::told).toList();
    return send(request, 200, eras);
  }

  private Future<Void> begin(HttpServerRequest request, Optional<Who> who, Buffer body) {
    LongWork.owner(who);
    var wish = engine.codec().fromJson(Wish.class, body.getBytes());
    var when = Optional.of(When.parse(wish.asOf()));
    return offLoop(() -> told(begun(when))).compose(told -> send(request, 202, told));
  }

  private Era begun(Optional<When> when) {
    return engine.timeMachine().begin(When.resolve(when, engine, false).orElseThrow());
  }

  private Future<Void> end(HttpServerRequest request, Optional<Who> who, Buffer body) {
    LongWork.owner(who);
    var id = request.getParam("id");
    return offLoop(
            () -> {
              engine.timeMachine().end(id);
              return id;
            })
        .compose(ended -> request.response().setStatusCode(204).end());
  }

  /** The log is read, and files are deleted: never on an event loop. */
  private <T> Future<T> offLoop(Supplier<T> work) {
    return readers.read(
        memoryOnly -> {
          if (memoryOnly) throw Miss.MISS;
          return work.get();
        });
  }

  private static Map<String, Object> told(Era era) {
    var told = new LinkedHashMap<String, Object>();
    told.put("id", era.id());
    told.put("state", era.phase());
    told.put("positions", era.positions());
    told.put("events", era.folded());
    told.put("of", era.of());
    told.put("until", era.until());
    if (!era.reason().isEmpty()) told.put("reason", era.reason());
    return told;
  }

  private Future<Void> send(HttpServerRequest request, int status, Object value) {
    request.response().setStatusCode(status).putHeader("Content-Type", "application/json");
    request.response().putHeader("Cache-Control", "no-store");
    return request.response().end(Buffer.buffer(engine.codec().toJson(value)));
  }
}
