package dev.mainstem.engine;

import dev.mainstem.store.Commit;
import dev.mainstem.store.Store;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Folds one group of a replay while the next is applied, as a living house does: half of a replay
 * is folding, so that it takes little more than half as long. One group is folded at a time, and
 * none is begun before the last is over. Owned by the replaying thread.
 */
final class Refolding implements AutoCloseable {
  private final Store store;
  private final Executor thread;
  private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);

  private Refolding(Store store, Executor thread) {
    this.store = store;
    this.thread = thread;
  }

  /** On the replaying thread itself: where seeds decide what happens when, or others are served. */
  static Refolding here(Store store) {
    return new Refolding(store, Runnable::run);
  }

  /** On a thread of its own, until it is closed. */
  static Refolding beside(Store store) {
    return new Refolding(
        store,
        Executors.newSingleThreadExecutor(
            work -> {
              var thread = new Thread(work, "mainstem-refold");
              thread.setDaemon(true);
              return thread;
            }));
  }

  /** Begins to fold a group, which is not changed any more, once the one before is over. */
  void fold(List<Commit> group, Store.Replayed to) {
    await();
    running = CompletableFuture.runAsync(() -> store.refold(group, to), thread);
  }

  /** Returns once nothing is under way; throws what the last group failed with. */
  void await() {
    try {
      running.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) throw cause;
      if (failed.getCause() instanceof Error cause) throw cause;
      throw failed;
    }
  }

  /** The tables may be closed next: nothing must be at work in them, whatever it comes to. */
  @Override
  public void close() {
    running.exceptionally(failed -> null).join();
    if (thread instanceof ExecutorService service) service.shutdown();
  }
}
