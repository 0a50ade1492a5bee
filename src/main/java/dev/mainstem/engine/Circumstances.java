package dev.mainstem.engine;

import dev.mainstem.kernel.Id;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/** Where a writer gets time and ids from: the world, or a simulation. Owned by one thread. */
final class Circumstances {
  private final InstantSource clock;
  private final Ids ids;

  Circumstances(InstantSource clock, Consumer<byte[]> random) {
    this.clock = clock;
    this.ids = new Ids(random);
  }

  /** Now, in microseconds since 1970. */
  long micros() {
    return ChronoUnit.MICROS.between(java.time.Instant.EPOCH, clock.instant());
  }

  Id id(long epochMicros) {
    return ids.next(epochMicros);
  }
}
