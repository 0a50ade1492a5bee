package dev.mainstem.engine;

import dev.mainstem.kernel.Caller;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tables;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.log.LogSettings;
import dev.mainstem.log.RealDisk;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A house of one system without Vert.x and without doors, whose writer is stepped by the thread
 * that asks: what the log, the tables and the writer can do when nothing else stands in between.
 */
public final class Pipeline<S extends Tables> implements AutoCloseable {
  private final Engine engine;
  private final Writer<S> writer;
  private final Thread owner = Thread.currentThread();
  private final AtomicInteger answered = new AtomicInteger();
  private final Asked.From from =
      Asked.From.outside(Tenant.LOCAL, new Caller("bench", java.util.Set.of("owner")), "");

  @SuppressWarnings("unchecked") // there is one system
  public Pipeline(Path data, Subsystem<S> system) {
    var random = new SecureRandom();
    var world = new World(new RealDisk(), InstantSource.system(), random::nextBytes, Meter.NONE);
    var settings = new Engine.Settings(data, 1 << 16, 64 << 20, LogSettings.standard());
    engine = new Engine(settings, world, List.of(system));
    engine.open(writer -> LockSupport.unpark(owner));
    writer = (Writer<S>) engine.writers().get(system.name());
  }

  /**
   * Asks commands with this many outstanding until time is over; answers how many were answered.
   */
  public long run(int outstanding, long nanos, Supplier<? extends Command<S, ?>> next) {
    long end = System.nanoTime() + nanos;
    long total = 0;
    int inFlight = 0;
    while (System.nanoTime() < end || inFlight > 0) {
      boolean more = System.nanoTime() < end;
      while (more && inFlight < outstanding) {
        ask(next.get(), answer -> answered.incrementAndGet());
        inFlight++;
      }
      writer.step();
      int done = answered.getAndSet(0);
      total += done;
      inFlight -= done;
      if (done == 0) LockSupport.parkNanos(100_000);
    }
    return total;
  }

  private void ask(Command<S, ?> command, Consumer<Answer> reply) {
    if (!writer.admit()) throw new IllegalStateException("the inbox is full");
    writer.add(new Asked<>(command, from, Optional.empty(), Asked.Guard.none(), reply));
  }

  public Engine engine() {
    return engine;
  }

  @Override
  public void close() throws Exception {
    engine.close();
  }
}
