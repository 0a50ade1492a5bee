package dev.mainstem.console;

import dev.mainstem.engine.Callers.Who;
import dev.mainstem.engine.Engine;
import dev.mainstem.engine.HouseProblem;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Problem;
import dev.mainstem.kernel.Subject;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.store.Agenda;
import dev.mainstem.store.AsOf;
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
 * Why something is as it is: {@code GET /why/main-123} tells the story of one event, {@code GET
 * /why/{system}/{id}} all stories a thing occurs in, the oldest first; with {@code ?asOf=}, as far
 * as they had come by then. Beside, what could not be done at all, {@code GET /house/dead-letters},
 * and {@code POST} to have it tried again.
 */
public final class WhyRoutes {
  private static final Problem NO_STORY =
      Problem.notFound("no-story", "Nothing is known to have happened there");
  private static final Problem NO_LETTER =
      Problem.notFound("no-dead-letter", "There is no such dead letter");
  private static final int MOST_MENTIONS = 200;
  private static final int MOST_LETTERS = 1_000;

  private final Engine engine;
  private final Readers readers;

  public WhyRoutes(Engine engine, Readers readers) {
    this.engine = engine;
    this.readers = readers;
  }

  public List<HouseRoute> routes() {
    return List.of(
        HouseRoute.readThen("/why/{position}", this::event),
        HouseRoute.readThen("/why/{system}/{id}", this::thing),
        HouseRoute.read("/house/dead-letters", this::letters),
        new HouseRoute(
            HttpMethod.POST,
            "/house/dead-letters/{system}/{line}/{position}",
            Optional.of("house:write"),
            this::again));
  }

  private Future<Void> event(HttpServerRequest request, Optional<Who> who, Buffer body) {
    var position = position(request);
    var tenant = who.get().tenant();
    var when = When.of(request);
    return answer(
        request,
        () -> {
          var stories = new Stories(engine, When.resolve(when, engine, false));
          return engine
              .chronicle()
              .why(tenant, position)
              .flatMap(stories::story)
              .orElseThrow(() -> NO_STORY.of(position));
        });
  }

  private Future<Void> thing(HttpServerRequest request, Optional<Who> who, Buffer body) {
    var subject = new Subject(request.getParam("system"), request.getParam("id"));
    var tenant = who.get().tenant();
    var when = When.of(request);
    return answer(request, () -> stories(tenant, subject, When.resolve(when, engine, false)));
  }

  private Object stories(Tenant tenant, Subject subject, Optional<AsOf> asOf) {
    var stories = new Stories(engine, asOf);
    var found = engine.chronicle().why(tenant, subject, MOST_MENTIONS);
    var told = found.stream().map(stories::story).flatMap(Optional::stream).toList();
    if (told.isEmpty()) throw NO_STORY.of(subject);
    return told;
  }

  private static Position position(HttpServerRequest request) {
    var text = request.getParam("position");
    try {
      return Position.parse(text);
    } catch (IllegalArgumentException e) {
      throw NO_STORY.of(text);
    }
  }

  /** Stories are read from the log, so never on an event loop. */
  private Future<Void> answer(HttpServerRequest request, Supplier<Object> read) {
    return readers
        .read(
            memoryOnly -> {
              if (memoryOnly) throw Miss.MISS;
              return engine.codec().toJson(read.get());
            })
        .compose(json -> send(request, json));
  }

  private static Future<Void> send(HttpServerRequest request, byte[] json) {
    request.response().putHeader("Content-Type", "application/json");
    request.response().putHeader("Cache-Control", "no-store");
    return request.response().end(Buffer.buffer(json));
  }

  private boolean owns(Tenant tenant, Agenda.DeadLetter letter) {
    return engine
        .chronicle()
        .frame(letter.heard())
        .filter(frame -> frame.tenant().equals(tenant))
        .isPresent();
  }

  private List<Agenda.DeadLetter> letters(Tenant tenant) {
    return engine.processes().deadLetters(MOST_LETTERS).stream()
        .filter(l -> owns(tenant, l))
        .toList();
  }

  private Future<Void> letters(HttpServerRequest request, Optional<Who> who, Buffer body) {
    var tenant = who.get().tenant();
    return answer(request, () -> letters(tenant).stream().map(WhyRoutes::told).toList());
  }

  private static Map<String, Object> told(Agenda.DeadLetter letter) {
    var told = new LinkedHashMap<String, Object>();
    told.put("system", letter.system());
    told.put("line", letter.line());
    told.put("position", letter.heard());
    told.put("failed", letter.tried().failed());
    told.put("reason", letter.tried().reason());
    return told;
  }

  private Future<Void> again(HttpServerRequest request, Optional<Who> who, Buffer body) {
    if (!engine.broken().isEmpty()) throw HouseProblem.READ_ONLY.of(engine.broken());
    var position = position(request);
    var system = request.getParam("system");
    var line = request.getParam("line");
    var tenant = who.get().tenant();
    return answer(
        request,
        () -> {
          var letter =
              letters(tenant).stream()
                  .filter(l -> l.system().equals(system) && l.line().equals(line))
                  .filter(l -> l.heard().equals(position))
                  .findFirst()
                  .orElseThrow(() -> NO_LETTER.of(system + "/" + line + "/" + position));
          engine.processes().redrive(letter);
          return told(letter);
        });
  }
}
