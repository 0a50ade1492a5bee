package dev.mainstem.systems.payments.acquirer;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The simulator inside the house. It keeps nothing: what it did is what it would do. Safe for all
 * threads.
 */
public final class HouseSimulator implements Acquirer {
  private final Later later;

  /** Has something done after a while, without blocking. */
  public interface Later {
    void run(Duration after, Runnable what);
  }

  public HouseSimulator(Later later) {
    this.later = later;
  }

  @Override
  public String name() {
    return "simulator";
  }

  @Override
  public boolean inHouse() {
    return true;
  }

  @Override
  public CompletionStage<Outcome> perform(Operation operation, Optional<CardSecret> card) {
    if (fate(operation) != Behaviour.Fate.ANSWERED) {
      return CompletableFuture.failedFuture(new IOException("the simulator does not answer"));
    }
    return after(operation, Simulation.of(operation, card, operation.behaviour()));
  }

  @Override
  public CompletionStage<Outcome> inquire(Operation operation, Optional<CardSecret> card) {
    boolean heard = fate(operation) != Behaviour.Fate.UNHEARD;
    var outcome = heard ? Simulation.of(operation, card, operation.behaviour()) : Outcome.notDone();
    return after(operation, outcome);
  }

  private static Behaviour.Fate fate(Operation operation) {
    return operation.behaviour().fate(operation.reference());
  }

  private CompletionStage<Outcome> after(Operation operation, Outcome outcome) {
    int ms = operation.behaviour().latencyMs();
    if (ms == 0) return CompletableFuture.completedFuture(outcome);
    var answer = new CompletableFuture<Outcome>();
    later.run(Duration.ofMillis(ms), () -> answer.complete(outcome));
    return answer;
  }
}
