package dev.mainstem.log;

import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Forces a journal's bytes and knows how far they are. The committer and a {@code SOON} journal's
 * helper both force, but never at the same time: the operating system reports a failed write-back
 * to one of them only, and the other would take its own success for everybody's.
 */
final class Forcer {
  private final ConcurrentLinkedQueue<Waiter> waiters = new ConcurrentLinkedQueue<>();
  private volatile Written written;
  private volatile long durable;
  private volatile long wanted;
  private volatile IOException failure;

  private record Written(ActiveSegment segment, long last) {}

  private record Waiter(long position, Runnable wake) {}

  Forcer(ActiveSegment segment, long last) {
    written = new Written(segment, last);
    durable = last;
  }

  /** Called by the committer after each write and each roll. */
  void written(ActiveSegment segment, long last) {
    written = new Written(segment, last);
  }

  /** Forces what was written, if it is not forced yet. */
  void force() throws IOException {
    force(false, false);
  }

  /** Forces the file even if it holds no new events: it holds a marker, or is to be sealed. */
  void forceAnyway(boolean metadata) throws IOException {
    force(true, metadata);
  }

  long durable() {
    return durable;
  }

  boolean behind() {
    return written.last() > durable;
  }

  /** Whether somebody waits for what is not forced yet. */
  boolean wanted() {
    return wanted > durable;
  }

  /** The force that failed; there is none after it. */
  IOException failure() {
    return failure;
  }

  /** Has the wish noted, and the waiter woken, on any thread, once this position is forced. */
  void whenForced(long position, Runnable wake) {
    synchronized (waiters) {
      if (position > wanted) wanted = position;
    }
    waiters.add(new Waiter(position, wake));
    wake();
  }

  /** Wakes everybody: nothing will be forced any more. */
  void giveUp() {
    for (Waiter w = waiters.poll(); w != null; w = waiters.poll()) w.wake().run();
  }

  private void force(boolean anyway, boolean metadata) throws IOException {
    synchronized (this) {
      if (failure != null) throw failure;
      var now = written;
      if (!anyway && now.last() <= durable) return;
      try {
        now.segment().force(metadata);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
      durable = now.last();
    }
    wake();
  }

  private void wake() {
    if (waiters.isEmpty()) return;
    for (var i = waiters.iterator(); i.hasNext(); ) {
      var waiter = i.next();
      if (waiter.position() <= durable && waiters.remove(waiter)) waiter.wake().run();
    }
  }
}
