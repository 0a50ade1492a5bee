package dev.mainstem.log;

import dev.mainstem.kernel.Position;

/** What a committer knows of the other journals of its log. */
interface Neighbours {
  /** Whether there is such a journal and it has assigned such a position. */
  boolean assigned(Position position);

  /** Whether the position is forced. */
  boolean forced(Position position);

  /**
   * Asks for the position to be forced, and to be woken then, or when it never will be.
   *
   * @throws JournalStopped as {@link #check}
   */
  void force(Position position, Runnable wake);

  /**
   * Makes sure that there is still hope.
   *
   * @throws JournalStopped if the position is not forced and never will be
   */
  void check(Position position);
}
