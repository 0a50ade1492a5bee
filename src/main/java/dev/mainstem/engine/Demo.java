package dev.mainstem.engine;

import java.util.Optional;

/**
 * Makes a house look as if it were used, for who wants to see what it does: asks systems over the
 * bus as any door does, at a bounded rate, until it is closed.
 */
public interface Demo extends AutoCloseable {
  /** Why it must not be done in this house, in a sentence. May block. */
  Optional<String> objection();

  /** Begins; comes back at once. */
  void begin();

  /** Ends, and waits for what it asked last. */
  @Override
  void close();
}
