package dev.mainstem.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a house does for itself while nobody looks: cuts journals that are due, and reads the whole
 * log through once a day at {@value #SCRUB_BYTES} bytes a step, some four steps a second. One
 * thread.
 */
final class Upkeep {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration CUTS = Duration.ofMinutes(10);
  private static final Duration SCRUBS = Duration.ofDays(1);
  private static final long SCRUB_BYTES = 1 << 20;

  private final Engine engine;
  private final Retention retention;
  private Instant cut;
  private Instant scrub;
  private Scrub scrubbing;
  private final Loop loop;
  private volatile boolean closing;

  /**
   * @param failed told if the log is damaged
   */
  Upkeep(Engine engine, Retention retention, Consumer<Throwable> failed) {
    this.loop = new Loop("upkeep", this::step, failed);
    this.engine = engine;
    this.retention = retention;
    this.cut = engine.now().plus(FIRST);
    this.scrub = engine.now().plus(CUTS);
  }

  /** Does a bounded piece of work, or cuts; never at once again. */
  private boolean step() {
    if (!engine.broken().isEmpty()) return false;
    engine.timeMachine().expire();
    var now = engine.now();
    if (!now.isBefore(cut)) {
      cut = now.plus(CUTS);
      cut();
    }
    if (scrubbing == null && !now.isBefore(scrub)) {
      scrub = now.plus(SCRUBS);
      scrubbing = new Scrub(engine.journals().values());
    }
    if (scrubbing != null && !scrubbing.step(SCRUB_BYTES)) {
      LOG.info("the whole log was read and is sound");
      scrubbing.close();
      scrubbing = null;
    }
    return false;
  }

  /** A cut that fails is tried again later: until then there is only more than there need be. */
  private void cut() {
    try {
      retention.run(new Pace(engine).until(() -> closing));
    } catch (RuntimeException e) {
      LOG.warn("journals could not be cut: {}", e.toString());
    }
  }

  void start() {
    loop.start();
  }

  /** Ends what takes long, and waits for it. */
  void close() throws InterruptedException {
    closing = true;
    loop.close();
    if (scrubbing != null) scrubbing.close();
  }
}
