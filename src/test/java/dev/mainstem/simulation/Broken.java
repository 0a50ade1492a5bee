package dev.mainstem.simulation;

import java.util.function.Supplier;

/** A law of the house does not hold. */
final class Broken extends AssertionError {
  private static final long serialVersionUID = 1L;

  Broken(String law) {
    super(law);
  }

  static void unless(boolean holds, Supplier<String> law) {
    if (!holds) throw new Broken(law.get());
  }
}
