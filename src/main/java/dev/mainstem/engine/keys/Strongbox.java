package dev.mainstem.engine.keys;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Small secrets beside the log, which can be destroyed: never in an event, a row or a backup's
 * readable part. Each is encrypted under a key of the house, bound to its name. Safe for all
 * threads.
 */
public interface Strongbox {
  /** Keeps a secret under this name, instead of what was there; completes once it is on disk. */
  CompletionStage<Void> keep(String name, byte[] secret);

  Optional<byte[]> find(String name);

  /** Destroys it: completes once it is gone from the files. */
  CompletionStage<Void> destroy(String name);
}
