package dev.mainstem.bench;

import java.util.concurrent.locks.LockSupport;

/** Keeps one sender at most so many events ahead of what was acknowledged. */
final class Window {
  private static final long SPIN_NANOS = 50_000;

  private final long size;
  private volatile long acknowledged;
  private volatile Thread sender;

  Window(long size, long acknowledged) {
    this.size = size;
    this.acknowledged = acknowledged;
  }

  void acknowledge(long upTo) {
    acknowledged = upTo;
    var waiting = sender;
    if (waiting != null) LockSupport.unpark(waiting);
  }

  /** Returns when the event with this number may be sent. */
  void admit(long number) {
    awaitAcknowledged(number - size);
  }

  /** The last event that may be sent now. */
  long admitted() {
    return acknowledged + size;
  }

  void awaitAcknowledged(long number) {
    long began = System.nanoTime();
    while (acknowledged < number) {
      if (System.nanoTime() - began < SPIN_NANOS) {
        Thread.onSpinWait();
        continue;
      }
      sender = Thread.currentThread();
      if (acknowledged < number) LockSupport.parkNanos(this, 1_000_000);
      sender = null;
    }
  }
}
