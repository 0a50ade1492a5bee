package dev.mainstem.wire.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Memory for all request bodies that have not been answered yet, of all doors together: each is
 * bounded, but ten thousand connections may bring one each. Safe for all threads.
 */
final class BodyRoom {
  private final long most;
  private final AtomicLong taken = new AtomicLong();

  /**
   * @param most bytes; one body that has the room for itself may take more
   */
  BodyRoom(long most) {
    this.most = most;
  }

  Place place() {
    return new Place();
  }

  /** What one body takes. Owned by the event loop of its request. */
  final class Place {
    private long own;
    private boolean left;

    /** Takes this much more; whether there was room. */
    boolean take(int bytes) {
      if (left) return true;
      long now = taken.addAndGet(bytes);
      own += bytes;
      return now <= most || now == own;
    }

    /** Gives all of it back, once. */
    void leave() {
      if (left) return;
      left = true;
      taken.addAndGet(-own);
    }
  }
}
