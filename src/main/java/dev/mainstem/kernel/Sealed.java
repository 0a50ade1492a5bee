package dev.mainstem.kernel;

import java.util.Arrays;

/**
 * A personal value under lock. Commands, events, rows and remembered answers carry the box; the key
 * lies in the keystore beside the log, one for each person, and once it is destroyed nobody opens
 * the box again: not in a backup, not at any earlier moment. It is sealed at the door, where a
 * client's JSON has the plain value, and opened at the door again; rules see that there is one, and
 * never what it is.
 *
 * @param <T> what is in it: a text, another scalar or a record
 * @param whom the person whose key it is, with their tenant; see {@code engine.keys.Seals}
 * @param box nonce, cipher text and tag
 */
public record Sealed<T>(String whom, byte[] box) {
  @Override
  public boolean equals(Object other) {
    return other instanceof Sealed<?> it && whom.equals(it.whom) && Arrays.equals(box, it.box);
  }

  @Override
  public int hashCode() {
    return 31 * whom.hashCode() + Arrays.hashCode(box);
  }

  /** Whose it is and how long, and no more. */
  @Override
  public String toString() {
    return "Sealed[" + whom + ", " + box.length + " bytes]";
  }
}
