package dev.mainstem.console;

import dev.mainstem.codec.Codec;
import dev.mainstem.engine.Callers.Who;
import dev.mainstem.engine.cluster.Lookout;
import dev.mainstem.wire.http.HouseRoute;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What a node without a log says of itself: who it is, and whether the one with it is there. */
public final class FurtherRoutes {
  private final Codec codec;
  private final Lookout lookout;
  private final String node;
  private final Supplier<? extends Map<String, ?>> doors;

  /**
   * @param doors address, or why it is down, by name
   */
  public FurtherRoutes(
      Codec codec, Lookout lookout, String node, Supplier<? extends Map<String, ?>> doors) {
    this.codec = codec;
    this.lookout = lookout;
    this.node = node;
    this.doors = doors;
  }

  public List<HouseRoute> routes() {
    return List.of(
        HouseRoute.open(
            HttpMethod.GET, "/health/live", (r, who, body) -> json(r, 200, Map.of("status", "up"))),
        HouseRoute.open(HttpMethod.GET, "/health/ready", (r, who, body) -> ready(r)),
        HouseRoute.read("/house", (r, who, body) -> json(r, 200, house(who.get()))));
  }

  private Future<Void> ready(HttpServerRequest request) {
    var status = status();
    var state = new LinkedHashMap<String, Object>();
    state.put("status", status);
    if (!status.equals("up")) state.put("reason", "the node that has the log is " + status);
    return json(request, status.equals("up") ? 200 : 503, state);
  }

  private String status() {
    return lookout.home().map(home -> home.status()).orElse("away");
  }

  private Map<String, Object> house(Who who) {
    var house = new LinkedHashMap<String, Object>();
    house.put("tenant", who.tenant().name());
    house.put("caller", who.caller().name());
    house.put("status", status());
    house.put("startedAt", started());
    house.put("node", node);
    house.put("role", "further door");
    lookout.home().ifPresent(home -> house.put("home", home.node()));
    house.put("doors", new LinkedHashMap<>(doors.get()));
    return house;
  }

  private static Instant started() {
    return Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
  }

  private Future<Void> json(HttpServerRequest request, int status, Object value) {
    request.response().setStatusCode(status).putHeader("Content-Type", "application/json");
    request.response().putHeader("Cache-Control", "no-store");
    return request.response().end(Buffer.buffer(codec.toJson(value)));
  }
}
