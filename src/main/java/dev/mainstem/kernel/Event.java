package dev.mainstem.kernel;

import java.util.List;

/**
 * A fact: a record that carries how it is remembered.
 *
 * @param <S> the tables that remember it
 */
public interface Event<S extends Tables> {
  /** Most subjects one event may name. */
  int MAX_SUBJECTS = 16;

  /**
   * Changes the tables. Total and deterministic: never refuses, reads no clock, no random and no
   * outside world, and only tables of its own journal, or a replay would differ.
   */
  void applyTo(S known, Moment at);

  /** What this is about, for histories; at most {@link #MAX_SUBJECTS}. Batches name none. */
  default List<Subject> subjects() {
    return List.of();
  }
}
