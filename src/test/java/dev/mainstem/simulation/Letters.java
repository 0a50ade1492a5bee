package dev.mainstem.simulation;

import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Asked;
import dev.mainstem.engine.Stepped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * What systems ask each other, on its way: delivered late and in any order, and lost with the
 * house. Tells the model what is decided. Owned by one thread.
 */
final class Letters implements Stepped.Outside {
  private final SplittableRandom random;
  private final Model model;
  private final Supplier<Instant> wall;
  private final List<Runnable> underway = new ArrayList<>();
  private boolean late;

  Letters(SplittableRandom random, Model model, Supplier<Instant> wall) {
    this.random = random;
    this.model = model;
    this.wall = wall;
  }

  /** Whether letters wait until they are delivered. */
  void late(boolean late) {
    this.late = late;
  }

  @Override
  public void carry(Runnable letter) {
    if (late) underway.add(letter);
    else letter.run();
  }

  /** Delivers any one of them; whether there was one. */
  boolean deliver() {
    if (underway.isEmpty()) return false;
    underway.remove(random.nextInt(underway.size())).run();
    return true;
  }

  void lost() {
    underway.clear();
  }

  @Override
  public void deciding(String system, Asked<?, ?> asked) {
    model.deciding(system, asked, wall.get());
  }

  @Override
  public void decided(String system, Answer answer) {
    model.decided(system, answer, wall.get());
  }
}
