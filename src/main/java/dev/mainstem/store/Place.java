package dev.mainstem.store;

/**
 * Where a commit stands in its journal: not known while it is being decided, then fixed for ever.
 * Shared by all rows of the commit, so that a row learns its revision without being touched again.
 * Set by the thread that appends, and once more, to the same value, by the one that folds.
 */
final class Place {
  private volatile long last;

  Place() {}

  Place(long last) {
    this.last = last;
  }

  /** Position of the commit's last event; 0 while undecided. */
  long last() {
    return last;
  }

  void at(long position) {
    last = position;
  }
}
