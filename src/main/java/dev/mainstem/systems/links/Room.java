package dev.mainstem.systems.links;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Room for clicks that were answered and are not written yet, and the answers that wait for it.
 * Safe for all threads.
 */
final class Room {
  private static final int MOST_WAITING = 10_000;

  private final int most;
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger waiters = new AtomicInteger();
  private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();

  /** An answer held back, and the event loop it is given on. */
  private record Waiting(Context loop, Runnable answer) {}

  /**
   * @param most clicks there is room for; a few more find some, one for each event loop
   */
  Room(int most) {
    this.most = most;
  }

  int taken() {
    return taken.get();
  }

  void take() {
    taken.incrementAndGet();
  }

  /** Makes room. */
  void leave(int clicks) {
    taken.addAndGet(-clicks);
    letIn();
  }

  /**
   * Gives an answer as soon as its click will find room, on the event loop that asks; mostly there
   * and then.
   *
   * @return false if too many wait already, and this one never will be given
   */
  boolean whenRoom(Runnable answer) {
    if (taken.get() < most && waiting.isEmpty()) {
      answer.run();
      return true;
    }
    if (waiters.incrementAndGet() > MOST_WAITING) {
      waiters.decrementAndGet();
      return false;
    }
    waiting.add(new Waiting(Vertx.currentContext(), answer));
    return true;
  }

  /**
   * Gives answers that there is room for by now. Also called from time to time: one may have begun
   * to wait after the last room was made.
   */
  void letIn() {
    for (int room = most - taken.get(); room > 0; room--) {
      var next = waiting.poll();
      if (next == null) return;
      waiters.decrementAndGet();
      next.loop().runOnContext(now -> next.answer().run());
    }
  }
}
