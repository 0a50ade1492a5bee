package dev.mainstem.engine.keys;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Small secrets beside the log, which can be destroyed: never in an event or a row. Each is
 * encrypted under a key of the house and bound to its name, and names are hashed. Safe for all
 * threads.
 */
public interface Strongbox {
  /** Keeps a secret under this name, instead of what was there; completes once it is on disk. */
  CompletionStage<Void> keep(String name, byte[] secret);

  /** May read the disk. */
  Optional<byte[]> find(String name);

  /** Destroys it: completes once it is gone from the files. */
  CompletionStage<Void> destroy(String name);
}
