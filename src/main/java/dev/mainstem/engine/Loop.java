package dev.mainstem.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A thread that steps while there is something to do and sleeps otherwise. A step that throws ends
 * the loop and is reported: nothing here can be retried safely.
 */
final class Loop implements AutoCloseable {
  private static final long NAP_NANOS = 250_000_000;

  private final Step step;
  private final Consumer<Throwable> failed;
  private final Thread thread;
  private final AtomicBoolean awake = new AtomicBoolean();
  private volatile boolean closing;

  /** A bounded piece of work; whether there is more to do at once. */
  interface Step {
    boolean run() throws InterruptedException;
  }

  Loop(String name, Step step, Consumer<Throwable> failed) {
    this.step = step;
    this.failed = failed;
    this.thread = new Thread(this::run, "mainstem-" + name);
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  void wake() {
    if (!awake.getAndSet(true)) LockSupport.unpark(thread);
  }

  private void run() {
    try {
      for (boolean more = true; more || !closing; ) {
        awake.set(false);
        more = step.run();
        if (!more && !closing && !awake.get()) LockSupport.parkNanos(this, NAP_NANOS);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error broken) {
      failed.accept(broken);
    }
  }

  /** Lets the loop finish what there is, and waits for it. */
  @Override
  public void close() throws InterruptedException {
    closing = true;
    wake();
    thread.join();
  }
}
