package dev.mainstem.app;

import java.time.Duration;
import java.util.Map;

/**
 * All that runs between start and stop: the log, the systems, their doors. Implemented in this
 * package, since only {@code app} may know engine, wires and systems at once.
 */
interface House {
  /**
   * Opens the log, then the doors, and answers once every door is either bound or known to be down.
   * Called once; blocks. One entry for each of {@link Catalogue#DOORS}, in that order.
   *
   * @throws CannotStart if nothing can run, in a sentence for the operator
   */
  Map<String, DoorState> start();

  /**
   * Takes no more work, finishes what was begun and lets go of everything, within this time. Also
   * called after a start that failed half way; a second call does nothing.
   */
  void stop(Duration within);
}
