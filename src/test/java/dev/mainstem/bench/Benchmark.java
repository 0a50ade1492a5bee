package dev.mainstem.bench;

import java.util.List;

/** Something to be measured; whatever its contenders share is let go when it is closed. */
interface Benchmark extends AutoCloseable {
  /** Who is compared, us first, the yardstick (the raw disk, a constant answer) last. */
  List<Contender> contenders();

  @Override
  default void close() {}
}
