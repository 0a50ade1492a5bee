package dev.mainstem.kernel;

import java.util.Arrays;
import java.util.Optional;

/**
 * A personal value under lock. Events, rows and remembered answers carry the box; the key lies in
 * the keystore beside the log, one for each person, and once it is destroyed nobody opens the box
 * again: not in a backup, not at any earlier moment. A door makes it {@link #of} a plain value, in
 * a command that is {@link Personal}; on the way to the rule it is sealed, and it is opened at the
 * door again. Rules see that there is one, and never what it is.
 *
 * <p>The name of the person stands in every event: an id, never a mail address.
 *
 * @param <T> what is in it: a text, another scalar or a record
 * @param whom the person whose key it is, with their tenant; empty until it is sealed
 * @param box nonce, cipher text and tag; empty until it is sealed
 * @param plain the value on its way from the door; never once it is sealed
 */
public record Sealed<T>(String whom, byte[] box, Optional<T> plain) {
  /** A value that is yet to be sealed. */
  public static <T> Sealed<T> of(T value) {
    return new Sealed<>("", new byte[0], Optional.of(value));
  }

  /** A sealed value. */
  public static <T> Sealed<T> boxed(String whom, byte[] box) {
    return new Sealed<>(whom, box, Optional.empty());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sealed<?> it
        && whom.equals(it.whom)
        && Arrays.equals(box, it.box)
        && plain.equals(it.plain);
  }

  @Override
  public int hashCode() {
    return 31 * whom.hashCode() + Arrays.hashCode(box) + plain.hashCode();
  }

  /** Whose it is and how long, and no more. */
  @Override
  public String toString() {
    return "Sealed[" + whom + ", " + box.length + " bytes]";
  }
}
