package dev.mainstem.log;

import java.util.ArrayList;
import java.util.List;

/** Keeps what a journal reports, for tests to wait for. Thread-safe. */
public final class Heard {
  private static final long PATIENCE_MS = 20_000;

  private final List<Appended> all = new ArrayList<>();
  private final List<Integer> groups = new ArrayList<>();
  private final List<Throwable> stops = new ArrayList<>();

  /** Hears this journal from now on. */
  public static Heard of(Journal journal) {
    var heard = new Heard();
    journal.listen(heard::add, heard::stop);
    return heard;
  }

  /** What was acknowledged so far. */
  public synchronized List<Appended> all() {
    return List.copyOf(all);
  }

  /** How many frames each group had. */
  public synchronized List<Integer> groups() {
    return List.copyOf(groups);
  }

  public synchronized List<Throwable> stops() {
    return List.copyOf(stops);
  }

  /** The last acknowledged position, or 0. */
  public synchronized long last() {
    return all.isEmpty() ? 0 : all.get(all.size() - 1).last();
  }

  /** Returns when this position is acknowledged. */
  public synchronized void await(long position) {
    await(() -> last() >= position, "position " + position);
  }

  /** Returns when the journal has said that it stopped. */
  public synchronized void awaitStop() {
    await(() -> !stops.isEmpty(), "the stop");
  }

  private synchronized void add(List<Appended> group) {
    all.addAll(group);
    groups.add(group.size());
    notifyAll();
  }

  private synchronized void stop(Throwable cause) {
    stops.add(cause);
    notifyAll();
  }

  private interface Condition {
    boolean holds();
  }

  private synchronized void await(Condition condition, String what) {
    long until = System.currentTimeMillis() + PATIENCE_MS;
    while (!condition.holds()) {
      long left = until - System.currentTimeMillis();
      if (left <= 0) throw new AssertionError("never heard of " + what + "; stops: " + stops);
      try {
        wait(left);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
