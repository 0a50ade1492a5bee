package dev.mainstem.log;

import dev.mainstem.kernel.Moment;
import java.util.List;
import java.util.Optional;

/**
 * One decision about to be appended. It becomes one frame: all of it is kept, or none.
 *
 * @param system whose decision it is
 * @param command the name of what was asked; empty text if nothing was
 * @param at its moment; of the caller only the name is kept
 * @param remembered what to answer if the client asks again
 * @param entries its events, 1 to 65,535
 */
public record Draft(
    String system,
    String command,
    Moment at,
    Optional<Remembered> remembered,
    List<Entry> entries) {

  /** One that nobody asked for. */
  public Draft(String system, Moment at, Optional<Remembered> remembered, List<Entry> entries) {
    this(system, "", at, remembered, entries);
  }
}
