package dev.mainstem.engine;

import dev.mainstem.store.Miss;
import dev.mainstem.store.Pictures;
import dev.mainstem.store.Store;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All views of a house, on one thread. A view is fed behind the tables and waited for by readers,
 * so nobody meets a view that is older than the tables beside it.
 *
 * <p>Views are kept in {@code DATA/views} and can be thrown away: they are then made again from the
 * log. One that meets a bug stops alone.
 */
final class Views implements Pictures {
  static final Logger LOG = LoggerFactory.getLogger(Views.class);
  private static final long PATIENCE_NANOS = 5_000_000_000L;
  private static final long LOOK_NANOS = 200_000;
  private static final long SAVE_NANOS = 30_000_000_000L;
  private static final long MOST_UNSAVED = 200_000;

  private final Store store;
  private final Map<String, Projecting<?>> all = new LinkedHashMap<>();
  private Runnable wake = () -> {};
  private long savedAt = System.nanoTime();

  Views(Tailing.Ground on) {
    this.store = on.store();
    for (var writer : on.writers().values()) {
      var system = writer.system();
      for (var view : system.tables().views()) {
        var journal = on.journals().get(view.journal());
        var of = new Projecting.Of(system.name(), writer.codec());
        var projecting = new Projecting<>(of, view, journal, on.views());
        all.put(projecting.name(), projecting);
      }
    }
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Called by readers who wait. */
  void wakeBy(Runnable wake) {
    this.wake = wake;
  }

  /** Feeds every view a little; whether there is more to do at once. */
  boolean step() {
    boolean more = false;
    for (var each : all.values()) more |= each.step(store);
    boolean much = all.values().stream().anyMatch(each -> each.unsaved() > MOST_UNSAVED);
    if (much || System.nanoTime() - savedAt > SAVE_NANOS) save();
    return more;
  }

  /** A view that cannot be saved goes on: it only has to hear more again after a restart. */
  void save() {
    savedAt = System.nanoTime();
    for (var each : all.values()) {
      try {
        each.save();
      } catch (IOException | RuntimeException e) {
        LOG.warn("view {} is not saved: {}", each.name(), e.toString());
      }
    }
  }

  @Override
  @SuppressWarnings("unchecked") // made of the view of this name
  public <P> P of(Wanted<P> wanted, boolean memoryOnly) {
    var each = (Projecting<P>) all.get(wanted.system() + "/" + wanted.view().name());
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (each.heard() < wanted.position()) {
      if (!each.stopped().isEmpty()) throw HouseProblem.SYSTEM_STOPPED.of(each.name());
      if (memoryOnly) throw Miss.MISS;
      if (System.nanoTime() > deadline) throw HouseProblem.VIEW_BEHIND.of(each.name());
      wake.run();
      LockSupport.parkNanos(this, LOOK_NANOS);
    }
    return each.picture(wanted.tenant());
  }

  /** Up to where all views have saved what they heard of a journal. */
  long heard(String journal) {
    return all.values().stream()
        .filter(each -> each.journal().equals(journal))
        .mapToLong(Projecting::saved)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** Events the view that is furthest behind has not heard; 0 if there is none. */
  long behind() {
    long most = 0;
    for (var each : all.values())
      most = Math.max(most, store.visible(each.journal()) - each.heard());
    return most;
  }

  /** Views that hear nothing more, and why. */
  Map<String, String> stopped() {
    var stopped = new LinkedHashMap<String, String>();
    for (var each : all.values()) {
      if (!each.stopped().isEmpty()) stopped.put(each.name(), each.stopped());
    }
    return stopped;
  }

  void close() {
    save();
    for (var each : all.values()) each.close();
  }
}
