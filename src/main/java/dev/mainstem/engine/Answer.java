package dev.mainstem.engine;

import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Problem;
import java.util.Optional;

/** What a command was answered. A refusal is an answer; only a bug is not. */
public sealed interface Answer {
  /**
   * Yes.
   *
   * @param value the command's answer; null if it has none
   * @param position of its last event; empty if nothing needed to change
   * @param again whether this was asked before under the same client id
   */
  record Done(Object value, Optional<Position> position, boolean again) implements Answer {}

  /**
   * No.
   *
   * @param system whose problem it is; {@code house} for what any system may answer
   * @param detail which thing it is about, or empty text
   * @param pointer the field it is about, or empty text
   */
  record Refused(String system, Problem problem, String detail, String pointer) implements Answer {}

  /** The refusal of a house-wide problem. */
  static Refused refused(Problem problem, String detail) {
    return new Refused(HouseProblem.HOUSE, problem, detail, "");
  }
}
