package dev.mainstem.engine;

import dev.mainstem.log.Journal;
import dev.mainstem.log.Tail;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/**
 * Reads the whole log again, a little at a time, so that a bit that rots is found while there is a
 * backup that still has it. A damaged frame is thrown as {@link dev.mainstem.log.LogCorrupt}, which
 * names its place. Owned by one thread.
 */
final class Scrub implements AutoCloseable {
  private final Deque<Journal> left;
  private Journal current;
  private Tail tail;
  private long upTo;

  /** A pass over what is forced now. */
  Scrub(Collection<Journal> journals) {
    left = new ArrayDeque<>(journals);
  }

  /** Reads about so many bytes; whether there is more. */
  boolean step(long bytes) {
    while (bytes > 0) {
      if (tail == null && !next()) return false;
      var frame = tail.next();
      if (frame == null || frame.last() > upTo) over();
      else bytes -= frame.length();
    }
    return true;
  }

  private boolean next() {
    current = left.poll();
    if (current == null) return false;
    upTo = current.durable();
    tail = current.tail(current.firstKept() - 1);
    return true;
  }

  private void over() {
    tail.close();
    tail = null;
  }

  /** What it has come to, such as {@code main}; empty text if it is done. */
  String at() {
    return current == null ? "" : current.spec().name();
  }

  @Override
  public void close() {
    if (tail != null) over();
  }
}
