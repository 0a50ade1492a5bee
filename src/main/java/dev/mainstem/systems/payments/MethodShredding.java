package dev.mainstem.systems.payments;

import dev.mainstem.engine.keys.Seals;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Effect;
import dev.mainstem.systems.payments.PeopleEvent.MethodsForgotten.Gone;
import dev.mainstem.systems.payments.acquirer.TestCard;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Destroys the numbers of cards nobody can use any more, and the keys of whom they were billed. */
final class MethodShredding implements Effect<List<Gone>> {
  private final Seals seals;
  private final Vault vault;

  MethodShredding(Seals seals, Vault vault) {
    this.seals = seals;
    this.vault = vault;
  }

  @Override
  public CompletionStage<Command<?, ?>> attempt(List<Gone> methods, Attempt attempt) {
    return CompletableFuture.allOf(
            methods.stream()
                .map(gone -> destroyed(gone, attempt).toCompletableFuture())
                .toArray(CompletableFuture[]::new))
        .thenApply(all -> null);
  }

  private CompletionStage<Void> destroyed(Gone gone, Attempt attempt) {
    var forgotten = seals.forget(attempt.tenant(), "payments/" + gone.id());
    if (gone.token().startsWith(TestCard.TOKEN)) return forgotten;
    return vault.destroy(attempt.tenant(), gone.token()).thenCombine(forgotten, (n, k) -> null);
  }
}
