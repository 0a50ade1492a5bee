package dev.mainstem.wire.http;

import dev.mainstem.engine.Engine;
import dev.mainstem.engine.HouseProblem;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Problem;
import dev.mainstem.store.AsOf;
import dev.mainstem.store.Miss;
import io.vertx.core.http.HttpServerRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What {@code ?asOf=} says: a position of one journal, or a time, which means that of all journals.
 */
public sealed interface When {
  /** The parameter that says it. */
  String PARAMETER = "asOf";

  Problem BAD =
      Problem.invalid(
          "bad-position", "A position reads like main-123, a time like 2026-03-01T00:00Z");

  /** The tables as they were up to and including this event. */
  record At(Position position) implements When {}

  /** The tables as they were when the clock of the log showed this. */
  record Then(Instant time) implements When {}

  /** Reads {@code main-123}, or a time of RFC 3339, whose seconds may be absent. */
  static When parse(String text) {
    try {
      return new At(Position.parse(text));
    } catch (IllegalArgumentException perhapsATime) {
      return new Then(time(text));
    }
  }

  private static Instant time(String text) {
    try {
      // A plus sign that was not escaped has become a space.
      return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
    } catch (DateTimeException e) {
      throw BAD.at("/asOf", text);
    }
  }

  /** What a request to the house itself says. */
  static Optional<When> of(HttpServerRequest request) {
    return Optional.ofNullable(request.getParam(PARAMETER)).map(When::parse);
  }

  /**
   * Which state of the tables is meant.
   *
   * @throws Miss with {@code memoryOnly}, where only the log itself can tell
   * @throws dev.mainstem.kernel.Refusal if it is not in the past of this house
   */
  static Optional<AsOf> resolve(Optional<When> when, Engine engine, boolean memoryOnly) {
    return when.map(
        each -> {
          if (each instanceof At at) return at(at.position(), engine);
          if (memoryOnly) throw Miss.MISS;
          return then(((Then) each).time(), engine);
        });
  }

  private static AsOf at(Position position, Engine engine) {
    var journal = engine.journals().get(position.journal());
    boolean known =
        journal != null
            && position.number() >= journal.firstKept() - 1
            && position.number() <= engine.store().visible(position.journal());
    if (!known) throw HouseProblem.POSITION_UNKNOWN.at("/asOf", position);
    return AsOf.of(position);
  }

  private static AsOf then(Instant time, Engine engine) {
    if (time.isAfter(engine.now())) throw HttpProblem.AHEAD.at("/asOf", time);
    if (time.isBefore(Instant.EPOCH)) return new AsOf(engine.positionsAt(0));
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, time);
    return new AsOf(engine.positionsAt(micros));
  }
}
