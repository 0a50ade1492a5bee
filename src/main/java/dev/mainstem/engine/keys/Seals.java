package dev.mainstem.engine.keys;

import dev.mainstem.kernel.Sealed;
import dev.mainstem.kernel.Tenant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Seals and opens what is personal, for doors and effects; a native door does it by itself. Safe
 * for all threads.
 */
public interface Seals {
  /**
   * Seals a value. Its person's key is made if there is none, and is on disk before this completes.
   *
   * @param whom the person, as their system names them, such as {@code notifications/ann}
   */
  <T> CompletionStage<Sealed<T>> seal(Tenant tenant, String whom, T value);

  /** What is in it; empty once its person is forgotten. */
  <T> Optional<T> open(Sealed<T> sealed, Class<T> type);

  /**
   * A text's hash under a key of the house: equal texts of one tenant have equal hashes, by which
   * they can be found, and nobody without the key learns the text.
   *
   * @param purpose so that the same text has other hashes elsewhere
   */
  String blind(Tenant tenant, String purpose, String text);

  /** Destroys a person's key, and remembers that it was; completes once that is on disk. */
  CompletionStage<Void> forget(Tenant tenant, String whom);
}
