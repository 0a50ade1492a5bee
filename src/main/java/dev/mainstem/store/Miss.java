package dev.mainstem.store;

/**
 * Thrown by a read that was to answer from memory only and cannot. Not an error: the same read is
 * done again on a reader thread.
 */
public final class Miss extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public static final Miss MISS = new Miss();

  private Miss() {
    super("not in memory", null, false, false);
  }
}
