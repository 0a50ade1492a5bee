package dev.mainstem.engine;

import dev.mainstem.log.Appended;
import dev.mainstem.store.Commit;
import dev.mainstem.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Moves what the journals have committed into the tables, publishes it, and tells the writers and
 * the feeds. One thread for the whole house, since all systems share one batch; while it folds a
 * group, the journals commit the next. The queue is bounded by what writers may have in flight.
 */
final class Folding {
  private static final int EVENTS_BETWEEN_CHECKPOINTS = 200_000;
  private static final long CHECKPOINT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Store store;
  private final Meter meter;
  private final Consumer<Writer<?>> wake;
  private final Runnable published;
  private final BlockingQueue<Group> groups = new LinkedBlockingQueue<>();
  private long unsaved;
  private long savedAt = System.nanoTime();

  /** What a journal committed, or what is to be done once all before it is folded. */
  private record Group(String journal, List<Appended> frames, Runnable then) {}

  /**
   * @param wake called for every writer whose commits became visible
   * @param published called after each publication
   */
  Folding(Store store, Meter meter, Consumer<Writer<?>> wake, Runnable published) {
    this.store = store;
    this.meter = meter;
    this.wake = wake;
    this.published = published;
  }

  /** From a journal's committer thread. */
  void committed(String journal, List<Appended> frames) {
    groups.add(new Group(journal, frames, () -> {}));
  }

  /** Has this done on the folding thread, after all that was committed so far is folded. */
  void after(String journal, Runnable then) {
    groups.add(new Group(journal, List.of(), then));
  }

  /** Folds what there is, waiting up to the given time for it; whether there was anything. */
  boolean step(long waitMs) throws InterruptedException {
    var first = groups.poll(waitMs, TimeUnit.MILLISECONDS);
    if (first != null) {
      var ready = new ArrayList<Group>();
      ready.add(first);
      groups.drainTo(ready);
      fold(ready);
      for (var group : ready) group.then().run();
    }
    checkpoint();
    return first != null;
  }

  private void fold(List<Group> ready) {
    long began = System.nanoTime();
    var commits = new ArrayList<Commit>();
    var writers = new LinkedHashSet<Writer<?>>();
    Map<String, Long> upTo = new HashMap<>();
    for (var group : ready) {
      for (var frame : group.frames()) {
        upTo.put(group.journal(), frame.last());
        if (!(frame.attachment() instanceof Writer.Flight flight)) continue;
        flight.commit().at(frame.last());
        commits.add(flight.commit());
        writers.add(flight.writer());
        unsaved += frame.last() - frame.first() + 1;
      }
    }
    store.fold(commits, upTo);
    writers.forEach(wake);
    published.run();
    meter.folded(commits.size(), System.nanoTime() - began);
  }

  private void checkpoint() {
    boolean due = System.nanoTime() - savedAt > CHECKPOINT_NANOS;
    if (unsaved == 0 || !(due || unsaved > EVENTS_BETWEEN_CHECKPOINTS)) return;
    store.checkpoint(false);
    unsaved = 0;
    savedAt = System.nanoTime();
  }
}
