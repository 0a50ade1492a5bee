package dev.mainstem.engine.keys;

import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Effect;
import java.util.concurrent.CompletionStage;

/**
 * Destroys a person's key because a system's event says that they are forgotten; the job is the
 * person, as in {@link dev.mainstem.kernel.Personal#whom}. Nobody needs to be told: a system that
 * wants to know that it is done can see that nothing opens.
 */
public final class Shredding implements Effect<String> {
  private final Seals seals;

  public Shredding(Seals seals) {
    this.seals = seals;
  }

  @Override
  public CompletionStage<Command<?, ?>> attempt(String whom, Attempt attempt) {
    return seals.forget(attempt.tenant(), whom).thenApply(gone -> null);
  }
}
