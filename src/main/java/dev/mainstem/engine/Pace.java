package dev.mainstem.engine;

import dev.mainstem.log.Journal;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Lets work in the background take turns with the house: after each batch a pause of three times as
 * long, if the house was at work meanwhile. Batches should be of a few milliseconds: whoever is
 * served waits for one at most. Owned by one thread.
 */
final class Pace implements LongConsumer {
  private static final int PAUSES = 3;

  private final Engine engine;
  private long began = System.nanoTime();
  private long assigned;

  Pace(Engine engine) {
    this.engine = engine;
    this.assigned = assigned();
  }

  /** The same, until it is called off: then it throws. */
  LongConsumer until(BooleanSupplier over) {
    return done -> {
      if (over.getAsBoolean()) throw new CancellationException("called off");
      accept(done);
    };
  }

  @Override
  public void accept(long done) {
    long now = System.nanoTime();
    long latest = assigned();
    if (latest > assigned) LockSupport.parkNanos(this, PAUSES * (now - began));
    began = System.nanoTime();
    assigned = latest;
  }

  private long assigned() {
    return engine.journals().values().stream().mapToLong(Journal::last).sum();
  }
}
