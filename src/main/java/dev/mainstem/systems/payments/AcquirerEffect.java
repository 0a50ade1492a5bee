package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Effect;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.systems.payments.OutcomeCommand.RecordOutcome;
import dev.mainstem.systems.payments.OutcomeCommand.RecordUnknown;
import dev.mainstem.systems.payments.acquirer.Acquirer;
import dev.mainstem.systems.payments.acquirer.CardSecret;
import dev.mainstem.systems.payments.acquirer.Operation;
import dev.mainstem.systems.payments.acquirer.TestCard;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Calls the acquirer. What it asks for stands in the log before; it is asked for once, and if no
 * answer comes, or this house died meanwhile, it is inquired after and never repeated. Safe for all
 * threads.
 */
final class AcquirerEffect implements Effect<Operation> {
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Acquirer acquirer;
  private final Vault vault;
  private final Instant born;
  private final boolean asks;

  private AcquirerEffect(Acquirer acquirer, Vault vault, Instant born, boolean asks) {
    this.acquirer = acquirer;
    this.vault = vault;
    this.born = born;
    this.asks = asks;
  }

  /**
   * Asks for what was decided. An operation from before this house was born may have been asked for
   * by an earlier life of it.
   */
  static AcquirerEffect calling(Acquirer acquirer, Vault vault, Instant born) {
    return new AcquirerEffect(acquirer, vault, born, true);
  }

  /** Inquires after what was not answered, for as long as it takes. */
  static AcquirerEffect inquiring(Acquirer acquirer, Vault vault) {
    return new AcquirerEffect(acquirer, vault, Instant.MIN, false);
  }

  @Override
  public CompletionStage<? extends Command<?, ?>> attempt(Operation operation, Attempt attempt) {
    var card = card(attempt.tenant(), operation);
    if (!asks) return acquirer.inquire(operation, card).thenApply(o -> known(operation, o));
    if (operation.startedAt().isBefore(born) || attempt.number() > 1) return unknown(operation);
    return acquirer
        .perform(operation, card)
        .handle((o, lost) -> lost == null ? known(operation, o) : lost(operation));
  }

  private static CompletionStage<Command<?, ?>> unknown(Operation operation) {
    return java.util.concurrent.CompletableFuture.completedFuture(lost(operation));
  }

  private static Command<?, ?> known(
      Operation operation, dev.mainstem.systems.payments.acquirer.Outcome outcome) {
    return new RecordOutcome(operation.reference(), outcome);
  }

  private static Command<?, ?> lost(Operation operation) {
    return new RecordUnknown(operation.reference());
  }

  private Optional<CardSecret> card(Tenant tenant, Operation operation) {
    if (!operation.firstHand() || operation.token().startsWith(TestCard.TOKEN)) {
      return Optional.empty();
    }
    return vault.reveal(tenant, operation.token());
  }

  /** Somebody's money may hang on it, so it is never given up. */
  @Override
  public Duration pause(int failed) {
    var pause = Duration.ofSeconds(1L << Math.min(failed - 1, 6));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  @Override
  public Duration patience() {
    return PATIENCE;
  }
}
