package dev.mainstem.kernel;

import java.util.Optional;

/**
 * Why a command was asked.
 *
 * @param correlation the id of the command the whole story began with
 * @param because the event that made a reaction ask this; empty for a caller from outside
 * @param trace the W3C {@code traceparent} of the request, or empty text
 */
public record Cause(Id correlation, Optional<Position> because, String trace) {
  /** The beginning of a story. */
  public static Cause begins(Id id, String trace) {
    return new Cause(id, Optional.empty(), trace);
  }
}
