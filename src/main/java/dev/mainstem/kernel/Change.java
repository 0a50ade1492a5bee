package dev.mainstem.kernel;

import java.util.function.Supplier;

/**
 * A field of a merge patch (RFC 7396): left as it is, cleared, or set.
 *
 * @param <T> the field's type
 */
public sealed interface Change<T> {
  /** Absent from the patch. */
  record Keep<T>() implements Change<T> {}

  /** Null in the patch. */
  record Clear<T>() implements Change<T> {}

  /** Given in the patch. */
  record To<T>(T value) implements Change<T> {}

  /** The field after the change, given what it was and what cleared means. */
  default T over(T before, Supplier<T> cleared) {
    if (this instanceof To<T> to) return to.value();
    return this instanceof Clear<T> ? cleared.get() : before;
  }
}
