package dev.mainstem.console;

import dev.mainstem.engine.Bus;
import dev.mainstem.engine.Callers.Who;
import dev.mainstem.engine.Engine;
import dev.mainstem.engine.Feeds;
import dev.mainstem.engine.Feeds.Heard;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Problem;
import dev.mainstem.log.Entry;
import dev.mainstem.log.Journal;
import dev.mainstem.store.Miss;
import dev.mainstem.wire.http.EventStreams;
import dev.mainstem.wire.http.HouseRoute;
import dev.mainstem.wire.http.Readers;
import dev.mainstem.wire.http.Telling;
import dev.mainstem.wire.http.When;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the house says of itself: health, metrics, its systems, journals and doors, and everything
 * that happens, live. Feeds the console, and whoever else looks after a house.
 */
public final class HouseRoutes {
  private static final Problem NO_SUCH_JOURNAL =
      Problem.notFound("no-such-journal", "There is no such journal");

  private final Ground ground;
  private final Telling telling;
  private final Retrospect retrospect;

  /**
   * What the routes stand on.
   *
   * @param doors address, or why it is down, by name
   * @param node this node's name in the cluster; empty for a house on its own
   */
  public record Ground(
      Engine engine,
      Bus bus,
      Metrics metrics,
      EventStreams streams,
      Readers readers,
      Supplier<? extends Map<String, ?>> doors,
      Optional<String> node) {}

  public HouseRoutes(Ground ground) {
    this.ground = ground;
    this.telling = new Telling(ground.engine().codec());
    this.retrospect = new Retrospect(ground.engine());
    for (var journal : ground.engine().journals().values()) {
      var name = journal.spec().name();
      ground.metrics().gauge("mainstem_journal_position", "journal", name, journal::durable);
    }
    for (var writer : ground.engine().writers().values()) {
      var system = writer.system().name();
      ground.metrics().gauge("mainstem_waiting", "system", system, writer::waiting);
    }
  }

  public List<HouseRoute> routes() {
    return List.of(
        HouseRoute.open(HttpMethod.GET, "/health/live", (r, who, body) -> json(r, 200, up())),
        HouseRoute.open(HttpMethod.GET, "/health/ready", this::ready),
        HouseRoute.read("/metrics", this::metrics),
        HouseRoute.readThen("/house", this::house),
        HouseRoute.read("/house/events", this::events),
        HouseRoute.readThen("/house/events/latest", this::latest));
  }

  private static Map<String, Object> up() {
    return Map.of("status", "up");
  }

  private Future<Void> ready(HttpServerRequest request, Optional<Who> who, Buffer body) {
    var broken = ground.engine().broken();
    var stopped = new LinkedHashMap<String, Object>();
    for (var writer : ground.engine().writers().values()) {
      if (!writer.stopped().isEmpty()) stopped.put(writer.system().name(), writer.stopped());
    }
    if (broken.isEmpty() && stopped.isEmpty()) return json(request, 200, up());
    var state = new LinkedHashMap<String, Object>();
    state.put("status", broken.isEmpty() ? "degraded" : "read-only");
    if (!broken.isEmpty()) state.put("reason", broken);
    if (!stopped.isEmpty()) state.put("stopped", stopped);
    return json(request, 503, state);
  }

  private Future<Void> metrics(HttpServerRequest request, Optional<Who> who, Buffer body) {
    request.response().putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    return request.response().end(ground.metrics().text());
  }

  private Future<Void> json(HttpServerRequest request, int status, Object value) {
    request.response().setStatusCode(status).putHeader("Content-Type", "application/json");
    request.response().putHeader("Cache-Control", "no-store");
    return request.response().end(Buffer.buffer(ground.engine().codec().toJson(value)));
  }

  /** Of an earlier time, only what the log keeps of it. */
  private Future<Void> house(HttpServerRequest request, Optional<Who> who, Buffer body) {
    var when = When.of(request);
    return ground
        .readers()
        .read(memoryOnly -> when.isEmpty() ? now(who.get(), memoryOnly) : then(when, memoryOnly))
        .compose(house -> json(request, 200, house));
  }

  private Map<String, Object> then(Optional<When> when, boolean memoryOnly) {
    if (memoryOnly) throw Miss.MISS;
    return retrospect.house(when.orElseThrow());
  }

  private Map<String, Object> now(Who who, boolean memoryOnly) {
    var house = new LinkedHashMap<String, Object>();
    retrospect.since(memoryOnly).ifPresent(since -> house.put("since", since));
    house.put("tenant", who.tenant().name());
    house.put("caller", who.caller().name());
    house.put("status", ground.engine().broken().isEmpty() ? "up" : "read-only");
    house.put("startedAt", started());
    house.put("commits", (long) ground.metrics().commits());
    house.put("followers", ground.engine().followers());
    ground.node().ifPresent(node -> house.putAll(Map.of("node", node, "role", "home")));
    house.put("systems", systems());
    house.put("journals", journals());
    house.put("doors", doors());
    return house;
  }

  private static java.time.Instant started() {
    return java.time.Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
  }

  private List<Object> systems() {
    var all = new ArrayList<Object>();
    for (var writer : ground.engine().writers().values()) {
      var one = new LinkedHashMap<String, Object>();
      one.put("name", writer.system().name());
      one.put("waiting", writer.waiting());
      one.put("unheard", ground.engine().processes().unheard(writer.system().name()));
      one.put("status", writer.stopped().isEmpty() ? "up" : "stopped");
      if (!writer.stopped().isEmpty()) one.put("reason", writer.stopped());
      all.add(one);
    }
    return all;
  }

  private List<Object> journals() {
    var all = new ArrayList<Object>();
    for (var journal : ground.engine().journals().values()) {
      var name = journal.spec().name();
      var one = new LinkedHashMap<String, Object>();
      one.put("name", name);
      one.put("promise", journal.spec().promise());
      one.put("last", journal.last());
      one.put("durable", journal.durable());
      one.put("shown", ground.engine().store().visible(name));
      one.put("health", journal.health());
      all.add(one);
    }
    return all;
  }

  private Map<String, Object> doors() {
    return new LinkedHashMap<>(ground.doors().get());
  }

  /** {@code ?journal=main&system=links}: all of the caller's tenant's events, as they happen. */
  private Future<Void> events(HttpServerRequest request, Optional<Who> who, Buffer body) {
    var journal = journal(request).spec().name();
    var system = request.getParam("system");
    var wanted =
        new Feeds.Wanted(
            journal, who.get().tenant(), name -> system == null || name.startsWith(system + "."));
    ground.streams().open(request, wanted, this::shown);
    return Future.succeededFuture();
  }

  private Journal journal(HttpServerRequest request) {
    var name = Optional.ofNullable(request.getParam("journal")).orElse(JournalSpec.MAIN);
    var journal = ground.engine().journals().get(name);
    if (journal == null) throw NO_SUCH_JOURNAL.of(name);
    return journal;
  }

  /** {@code ?journal=main}: the last of the caller's tenant's events, the newest first. */
  private Future<Void> latest(HttpServerRequest request, Optional<Who> who, Buffer body) {
    var journal = journal(request);
    var when = When.of(request);
    return ground
        .readers()
        .read(
            memoryOnly -> {
              if (memoryOnly) throw Miss.MISS;
              return retrospect.latest(journal, who.get().tenant(), when);
            })
        .compose(events -> json(request, 200, events));
  }

  private Object shown(Heard event) {
    var entry = new Entry(event.name(), event.subjects(), event.payload());
    return telling.event(event.position(), event.moment(), entry);
  }
}
