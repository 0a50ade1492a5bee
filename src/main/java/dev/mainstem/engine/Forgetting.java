package dev.mainstem.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets before-images that are older than the tables need to reach back, on a thread of its own
 * that works a fifth of the time at most. What a reaction has not yet heard is not forgotten: it
 * sees the tables as of its event.
 */
public final class Forgetting implements AutoCloseable {
  private static final int STEP = 2_000;
  private static final int REST = 4;
  private static final long EVERY_NANOS = TimeUnit.HOURS.toNanos(1);
  private static final long FIRST_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final Logger LOG = LoggerFactory.getLogger(Forgetting.class);

  private final Engine engine;
  private final Duration keep;
  private final Thread thread = new Thread(this::run, "mainstem-forgetting");
  private volatile boolean closed;

  /**
   * @param keep how far back the tables can be read
   */
  public Forgetting(Engine engine, Duration keep) {
    this.engine = engine;
    this.keep = keep;
    thread.setDaemon(true);
  }

  public Forgetting start() {
    thread.start();
    return this;
  }

  /** Moves the horizon to where it belongs now and forgets all behind it; answers how many. */
  public long pass() {
    return pass(engine.now().minus(keep));
  }

  /** The same for a horizon at this moment, or before it if somebody has not heard that far. */
  public long pass(Instant then) {
    long deleted = 0;
    if (!engine.store().horizon().move(horizon(then))) return deleted;
    while (!closed) {
      long began = System.nanoTime();
      var swept = engine.store().horizon().sweep(STEP);
      deleted += swept.deleted();
      if (swept.seen() < STEP) break;
      rest(REST * (System.nanoTime() - began));
    }
    return deleted;
  }

  private Map<String, Long> horizon(Instant then) {
    var horizon = new HashMap<>(engine.positionsAt(ChronoUnit.MICROS.between(Instant.EPOCH, then)));
    var agenda = engine.store().agenda();
    for (var system : engine.systems()) {
      for (var journal : engine.journals().keySet()) {
        var heard = agenda.heard(system.name(), journal);
        if (heard.isPresent()) horizon.merge(journal, heard.getAsLong(), Math::min);
      }
    }
    return horizon;
  }

  private void run() {
    rest(FIRST_NANOS);
    while (!closed) {
      try {
        long deleted = pass();
        if (deleted > 0) LOG.info("forgot {} before-images", deleted);
      } catch (RuntimeException failed) {
        LOG.warn("before-images were not forgotten: {}", failed.toString());
      }
      rest(EVERY_NANOS);
    }
  }

  private void rest(long nanos) {
    long until = System.nanoTime() + nanos;
    for (long left = nanos; left > 0 && !closed; left = until - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    LockSupport.unpark(thread);
    thread.join();
  }
}
