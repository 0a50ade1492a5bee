package dev.mainstem.kernel;

import java.util.List;
import java.util.Optional;

/**
 * A stretch of keys: those whose leading components equal {@code prefix}, from {@code from}
 * (inclusive) to {@code to} (exclusive) in the component that follows, after the cursor.
 *
 * @param prefix values of the leading key components, possibly none
 * @param from lowest value of the next component, inclusive
 * @param to highest value of the next component, exclusive
 * @param after opaque cursor of the row before the first one wanted
 * @param descending from the last to the first
 */
public record Span(
    List<Object> prefix,
    Optional<Object> from,
    Optional<Object> to,
    Optional<String> after,
    boolean descending) {

  /** All keys that begin with these component values. */
  public static Span of(Object... leading) {
    return new Span(List.of(leading), Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  public Span from(Object value) {
    return new Span(prefix, Optional.of(value), to, after, descending);
  }

  public Span to(Object value) {
    return new Span(prefix, from, Optional.of(value), after, descending);
  }

  public Span after(Optional<String> cursor) {
    return new Span(prefix, from, to, cursor, descending);
  }

  /** The same stretch, last key first. */
  public Span backwards() {
    return new Span(prefix, from, to, after, true);
  }
}
