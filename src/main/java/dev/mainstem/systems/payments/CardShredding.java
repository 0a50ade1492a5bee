package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Effect;
import dev.mainstem.systems.payments.acquirer.TestCard;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Destroys a card number that nobody can use any more; the job is its token. */
final class CardShredding implements Effect<String> {
  private final Vault vault;

  CardShredding(Vault vault) {
    this.vault = vault;
  }

  @Override
  public CompletionStage<Command<?, ?>> attempt(String token, Attempt attempt) {
    if (token.startsWith(TestCard.TOKEN)) return CompletableFuture.completedFuture(null);
    return vault.destroy(attempt.tenant(), token).thenApply(gone -> null);
  }
}
