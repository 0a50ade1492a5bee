package dev.mainstem.wire.http;

import dev.mainstem.kernel.Position;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Optional;

/**
 * The request header {@code Mainstem-Position}: a read is answered from tables that show at least
 * this position. Usually they do already, for nobody is told a position before readers see it; what
 * was learnt elsewhere is waited for, up to five seconds.
 *
 * <p>Why it looks again and again and is not told: who waits here is rare, a look is two loads, and
 * a list of who waits would be one more thing the fold must know. (2026-11)
 */
final class AtLeast {
  static final String HEADER = "Mainstem-Position";
  private static final long PATIENCE_MS = 5_000;
  private static final long LOOK_MS = 5;

  private AtLeast() {}

  /** What must be waited for; empty if the tables show what is asked for, or nothing is. */
  static Optional<Position> wanted(Optional<String> header, Works works) {
    if (header.isEmpty()) return Optional.empty();
    var wanted = position(header.get());
    if (!works.engine().journals().containsKey(wanted.journal())) {
      throw HttpProblem.BAD_HEADER.of(HEADER + " names no journal of this house");
    }
    return shown(wanted, works) ? Optional.empty() : Optional.of(wanted);
  }

  private static Position position(String text) {
    try {
      return Position.parse(text);
    } catch (IllegalArgumentException e) {
      throw HttpProblem.BAD_HEADER.of(HEADER + " reads like main-123");
    }
  }

  private static boolean shown(Position wanted, Works works) {
    return works.store().visible(wanted.journal()) >= wanted.number();
  }

  /** Completes on the caller's event loop once readers see the position; refuses if it is late. */
  static Future<Void> reached(Position wanted, Works works) {
    Promise<Void> promise = Promise.promise();
    // The client's connection must not be taken for an idle one meanwhile.
    long patienceMs = Math.min(PATIENCE_MS, works.bodyMs() * 3 / 4);
    long deadline = System.nanoTime() + patienceMs * 1_000_000;
    var vertx = Vertx.currentContext().owner();
    vertx.setPeriodic(
        LOOK_MS,
        timer -> {
          boolean shown = shown(wanted, works);
          if (!shown && System.nanoTime() < deadline) return;
          vertx.cancelTimer(timer);
          if (shown) promise.complete();
          else promise.fail(HttpProblem.NOT_YET.of(wanted));
        });
    return promise.future();
  }
}
