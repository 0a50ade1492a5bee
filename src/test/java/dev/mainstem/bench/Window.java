package dev.mainstem.bench;

import java.util.concurrent.locks.LockSupport;

/** Keeps one sender at most so many events ahead of what was acknowledged. */
final class Window {
  private final long size;
  private final long spinNanos;
  private volatile long acknowledged;
  private volatile Thread sender;

  /** How long to spin before sleeping: waking a sleeper is no cost of the log's. */
  Window(long size, long spinNanos) {
    this.size = size;
    this.spinNanos = spinNanos;
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
      if (System.nanoTime() - began < spinNanos) {
        Thread.onSpinWait();
        continue;
      }
      sender = Thread.currentThread();
      if (acknowledged < number) LockSupport.parkNanos(this, 1_000_000);
      sender = null;
    }
  }
}
