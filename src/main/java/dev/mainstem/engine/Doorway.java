package dev.mainstem.engine;

import io.vertx.core.Future;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A listener a system opens beside the main one. Which host and port it gets is settled by its
 * name.
 */
public interface Doorway {
  /** Such as {@code links.redirect}: its key in settings and in doors.json. */
  String name();

  /** Figures of its own, by their names among the house's metrics. Safe for all threads. */
  default Map<String, Supplier<Number>> figures() {
    return Map.of();
  }

  /** Binds; answers the port that was taken. */
  Future<Integer> open(Listen listen);

  /** Stops listening and hands over what it still holds. */
  Future<Void> close();
}
