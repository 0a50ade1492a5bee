package dev.mainstem.kernel;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An event of whatever system, heard by its name: so that what must hear everything imports nobody.
 *
 * @param name such as {@code payments.Captured}
 * @param position where it stands in the log
 * @param time when it was decided
 * @param by the name of whoever asked for it
 * @param subjects what it is about
 * @param fields its components by name: maps, lists, texts, numbers, booleans and bytes
 */
public record Overheard(
    String name,
    Position position,
    Instant time,
    String by,
    List<Subject> subjects,
    Map<String, Object> fields) {
  /** The system whose event it is. */
  public String system() {
    return name.substring(0, name.indexOf('.'));
  }
}
