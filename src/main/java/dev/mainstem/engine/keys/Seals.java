package dev.mainstem.engine.keys;

import dev.mainstem.codec.Opening;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Sealed;
import dev.mainstem.kernel.Tenant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Seals and opens what is personal. The bus seals commands by itself, and native doors open what
 * they show; foreign doors and effects open with this. Safe for all threads.
 */
public interface Seals {
  /**
   * The command with all its plain values sealed, if it is {@link dev.mainstem.kernel.Personal};
   * the same command if there are none. Its person's key is made if there is none, and is on disk
   * before this completes.
   */
  <C extends Command<?, ?>> CompletionStage<C> seal(Tenant tenant, C command);

  /** What is in it; empty once its person is forgotten. May read the disk. */
  <T> Optional<T> open(Sealed<T> sealed, Class<T> type);

  /**
   * A text's hash under a key of the house: equal texts of one tenant have equal hashes, by which
   * they can be found, and nobody without the key learns the text.
   *
   * @param purpose so that the same text has another hash elsewhere
   */
  String blind(Tenant tenant, String purpose, String text);

  /**
   * A hash of a body, made so that nobody without the house's key can find out by trying what stood
   * in it: bodies hold card numbers and other things of which there are few.
   */
  byte[] blind(byte[] hash);

  /**
   * Destroys a person's key and remembers that it was destroyed; completes once that is on disk.
   * Harmless when repeated.
   */
  CompletionStage<Void> forget(Tenant tenant, String whom);

  /**
   * For whoever shows values.
   *
   * @param memoryOnly for threads that must not read the disk: throws {@link
   *     dev.mainstem.store.Miss} where a key is not in memory
   */
  Opening opening(boolean memoryOnly);

  /** Of a house in which nothing is sealed or opened. */
  static Seals none() {
    return new NoSeals();
  }
}
