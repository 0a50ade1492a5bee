package dev.mainstem.log;

import java.util.concurrent.locks.LockSupport;

/**
 * Wakes one thread, from any thread. A ring before the wait is not lost. The waiting thread spins
 * for a moment before it sleeps: waking a sleeper costs more than a small group's encoding.
 */
final class Bell {
  private static final long SPIN_NANOS = 20_000;

  private volatile boolean rung;
  private volatile Thread sleeper;

  void ring() {
    if (!rung) rung = true;
    Thread asleep = sleeper;
    if (asleep != null) LockSupport.unpark(asleep);
  }

  /** Returns when rung, or after this many nanoseconds. Called by the one thread that waits. */
  void await(long nanos) {
    long began = System.nanoTime();
    while (!rung) {
      if (System.nanoTime() - began > SPIN_NANOS) {
        sleep(began, nanos);
        break;
      }
      Thread.onSpinWait();
    }
    rung = false;
  }

  private void sleep(long began, long nanos) {
    sleeper = Thread.currentThread();
    try {
      while (!rung) {
        long left = nanos - (System.nanoTime() - began);
        if (left <= 0) return;
        LockSupport.parkNanos(this, left);
        if (Thread.interrupted()) rung = true; // nobody interrupts it; look what is up
      }
    } finally {
      sleeper = null;
    }
  }
}
