package dev.mainstem.store;

import java.nio.file.Path;

/**
 * How a store is opened.
 *
 * @param directory of its files
 * @param cacheBytes for decoded rows, and as much again for blocks of the database
 * @param beforeFlush forces all journals; called from any thread before rows reach the disk
 * @param past whether before-images are kept, or nobody will ask how it was
 */
public record StoreSettings(Path directory, long cacheBytes, Runnable beforeFlush, boolean past) {
  /** With its past. */
  public StoreSettings(Path directory, long cacheBytes, Runnable beforeFlush) {
    this(directory, cacheBytes, beforeFlush, true);
  }
}
