package dev.mainstem.log;

import dev.mainstem.kernel.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where positions are given out and drafts wait for the committer. Position order is queue order,
 * because both happen under one short lock.
 */
final class Intake {
  private final String journal;
  private final long most;
  private final boolean mayBlock;
  private final Bell bell;
  private List<Pending> queue = new ArrayList<>();
  private long waiting;
  private boolean closed;
  private Throwable failure;
  private volatile long last;

  Intake(Place place, Bell bell, long last) {
    this.journal = place.spec().name();
    this.most = place.settings().pendingBytes();
    this.mayBlock = !place.settings().stepped();
    this.bell = bell;
    this.last = last;
  }

  /** Queues a draft that takes at most {@code bound} bytes; returns its last position. */
  long add(Draft draft, Object attachment, List<Position> after, int bound) {
    long assigned;
    synchronized (this) {
      awaitRoom();
      if (closed || failure != null) throw new JournalStopped(journal, failure);
      var pending = new Pending(last + 1, bound, draft, attachment, after);
      queue.add(pending);
      waiting += bound;
      assigned = pending.last();
      last = assigned;
    }
    bell.ring();
    return assigned;
  }

  /** Everything queued so far, in exchange for an empty list. */
  synchronized List<Pending> swap(List<Pending> empty) {
    var taken = queue;
    queue = empty;
    return taken;
  }

  /** These bytes wait no more. */
  synchronized void release(long bytes) {
    waiting -= bytes;
    notifyAll();
  }

  /** Refuses further appends; what is queued is still committed. */
  void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    bell.ring();
  }

  /** Refuses further appends because of this; what is queued never happens. */
  synchronized void fail(Throwable cause) {
    if (failure == null) failure = cause;
    queue.clear();
    notifyAll();
  }

  synchronized boolean closed() {
    return closed;
  }

  synchronized Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  synchronized long waiting() {
    return waiting;
  }

  long last() {
    return last;
  }

  /** Full means blocked until the committer has caught up; without threads nobody would. */
  private void awaitRoom() {
    boolean interrupted = false;
    while (mayBlock && waiting >= most && !closed && failure == null) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }
}
