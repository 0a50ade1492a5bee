package dev.mainstem.wire.http;

import dev.mainstem.engine.HouseProblem;
import dev.mainstem.store.Miss;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads: first from memory on the caller's event loop, and only if memory cannot answer, on a
 * bounded pool of reader threads. A full pool is a refusal, not a longer queue.
 */
public final class Readers implements AutoCloseable {
  private static final int WAITING = 4_096;

  private final ThreadPoolExecutor pool;

  public Readers(int threads) {
    var number = new AtomicInteger();
    ThreadFactory named =
        work -> {
          var thread = new Thread(work, "mainstem-reader-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        };
    pool =
        new ThreadPoolExecutor(
            threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), named);
  }

  /** A read that can be done in memory only, or for real. */
  public interface Read<T> {
    T from(boolean memoryOnly);
  }

  /** Completes on the caller's context; fails with what the read throws. */
  public <T> Future<T> read(Read<T> read) {
    try {
      return Future.succeededFuture(read.from(true));
    } catch (Miss elsewhere) {
      return onPool(read);
    } catch (RuntimeException no) {
      return Future.failedFuture(no);
    }
  }

  /** What takes long even if memory can answer: not on the caller's event loop. */
  public <T> Future<T> aside(Read<T> read) {
    return onPool(read);
  }

  private <T> Future<T> onPool(Read<T> read) {
    Context context = Vertx.currentContext();
    Promise<T> promise = Promise.promise();
    try {
      pool.execute(() -> context.runOnContext(back(read, promise)));
    } catch (RejectedExecutionException full) {
      return Future.failedFuture(HouseProblem.BUSY.refusal());
    }
    return promise.future();
  }

  private static <T> io.vertx.core.Handler<Void> back(Read<T> read, Promise<T> promise) {
    try {
      T value = read.from(false);
      return done -> promise.complete(value);
    } catch (RuntimeException no) {
      return done -> promise.fail(no);
    }
  }

  /** The pool itself, for doors of other protocols. */
  public Executor executor() {
    return pool;
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
