package dev.mainstem.kernel;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which part of an ordered list is asked for.
 *
 * @param after the opaque cursor where the last page ended; empty for the first page
 * @param limit at most this many, 1 to {@link #MAX}
 */
public record Page(Optional<String> after, int limit) {
  /** The most rows one page or scan returns. */
  public static final int MAX = 1_000;

  /** What is given where no limit is asked. */
  public static final int USUAL = 100;

  public static Page first(int limit) {
    return new Page(Optional.empty(), limit);
  }

  /**
   * One page of an answer.
   *
   * @param items in order
   * @param next the cursor of the next page; empty on the last
   */
  public record Of<V>(List<V> items, Optional<String> next) {
    public <W> Of<W> map(Function<V, W> f) {
      return new Of<>(items.stream().map(f).toList(), next);
    }
  }
}
