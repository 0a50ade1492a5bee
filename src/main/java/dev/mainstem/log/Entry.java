package dev.mainstem.log;

import dev.mainstem.kernel.Subject;
import java.util.Arrays;
import java.util.List;

/**
 * One event of a draft.
 *
 * @param name such as {@code links.Shortened}; at most 255 bytes
 * @param subjects what it is about, at most 16
 * @param payload its bytes; the log never looks inside, and nobody may change them once appended
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, below
public record Entry(String name, List<Subject> subjects, byte[] payload) {
  @Override
  public boolean equals(Object other) {
    return other instanceof Entry e
        && name.equals(e.name)
        && subjects.equals(e.subjects)
        && Arrays.equals(payload, e.payload);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(payload);
  }

  @Override
  public String toString() {
    return name + subjects + " (" + payload.length + " bytes)";
  }
}
