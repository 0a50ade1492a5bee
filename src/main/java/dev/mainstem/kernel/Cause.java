package dev.mainstem.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why a command was asked.
 *
 * @param correlation the id of the command the whole story began with
 * @param because the event that made a reaction ask this; empty for a caller from outside
 * @param via the systems whose reactions led here, in order, each once; empty for a caller from
 *     outside. A system hears of others' events only where it stands in this list.
 * @param trace the W3C {@code traceparent} of the request, or empty text
 */
public record Cause(Id correlation, Optional<Position> because, List<String> via, String trace) {
  public Cause {
    via = List.copyOf(via);
  }

  /** The beginning of a story. */
  public static Cause begins(Id id, String trace) {
    return new Cause(id, Optional.empty(), List.of(), trace);
  }

  /** The cause of what a system's reaction asks, having heard an event that had this cause. */
  public Cause then(Position event, String system) {
    var on = new ArrayList<>(via);
    if (!on.contains(system)) on.add(system);
    return new Cause(correlation, Optional.of(event), on, trace);
  }
}
