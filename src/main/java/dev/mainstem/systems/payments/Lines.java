package dev.mainstem.systems.payments;

import dev.mainstem.engine.keys.Seals;
import dev.mainstem.engine.keys.Shredding;
import dev.mainstem.kernel.Reactions;
import dev.mainstem.systems.payments.DisputeCommand.ExpireDispute;
import dev.mainstem.systems.payments.DisputeCommand.RecordChargeback;
import dev.mainstem.systems.payments.DisputeEvent.DisputeOpened;
import dev.mainstem.systems.payments.IntentCommand.ExpireIntent;
import dev.mainstem.systems.payments.IntentEvent.AttemptStarted;
import dev.mainstem.systems.payments.IntentEvent.Authorized;
import dev.mainstem.systems.payments.IntentEvent.ContactMoved;
import dev.mainstem.systems.payments.IntentEvent.IntentCanceled;
import dev.mainstem.systems.payments.IntentEvent.OutcomeUnknown;
import dev.mainstem.systems.payments.LedgerCommand.ExpireTransfers;
import dev.mainstem.systems.payments.LedgerEvent.Posted;
import dev.mainstem.systems.payments.MoneyCommand.Settle;
import dev.mainstem.systems.payments.MoneyEvent.CaptureStarted;
import dev.mainstem.systems.payments.MoneyEvent.Captured;
import dev.mainstem.systems.payments.MoneyEvent.IncrementStarted;
import dev.mainstem.systems.payments.MoneyEvent.RefundStarted;
import dev.mainstem.systems.payments.PeopleCommand.EndDelegation;
import dev.mainstem.systems.payments.PeopleCommand.EndToken;
import dev.mainstem.systems.payments.PeopleCommand.ForgetMethods;
import dev.mainstem.systems.payments.PeopleEvent.CustomerDeleted;
import dev.mainstem.systems.payments.PeopleEvent.Delegated;
import dev.mainstem.systems.payments.PeopleEvent.DelegationEnded;
import dev.mainstem.systems.payments.PeopleEvent.MethodDetached;
import dev.mainstem.systems.payments.PeopleEvent.MethodsForgotten;
import dev.mainstem.systems.payments.PeopleEvent.TokenEnded;
import dev.mainstem.systems.payments.PeopleEvent.TokenKept;
import dev.mainstem.systems.payments.PeopleEvent.TokenUsed;
import dev.mainstem.systems.payments.SetupEvent.SetupStarted;
import dev.mainstem.systems.payments.acquirer.Acquirer;
import dev.mainstem.systems.payments.acquirer.Operation;
import java.time.Duration;
import java.time.Instant;

/** How payments answers what happened: the acquirer, the clock, and what is to be forgotten. */
final class Lines {
  /** How long card networks hold what nobody captures. */
  private static final Duration HELD = Duration.ofDays(7);

  /** How long a card token waits to be used. */
  private static final Duration UNUSED = Duration.ofDays(1);

  private final Reactions<PaymentTables> when;

  Lines(Reactions<PaymentTables> when) {
    this.when = when;
  }

  /**
   * @param born when this house was opened
   */
  void money(Acquirer acquirer, Vault vault, Instant born) {
    var calling = AcquirerEffect.calling(acquirer, vault, born);
    when.effect("authorize", AttemptStarted.class, (known, e) -> e.operation(), calling);
    when.effect("increment", IncrementStarted.class, (known, e) -> e.operation(), calling);
    when.effect("capture", CaptureStarted.class, (known, e) -> e.operation(), calling);
    when.effect("refund", RefundStarted.class, (known, e) -> e.operation(), calling);
    when.effect("verify", SetupStarted.class, (known, e) -> e.operation(), calling);
    when.effect("free", IntentCanceled.class, (known, e) -> e.freeing().orElse(null), calling);
    when.effect(
        "ask what came of it",
        OutcomeUnknown.class,
        (known, e) -> unanswered(known, e.operation()),
        AcquirerEffect.inquiring(acquirer, vault));
  }

  private static Operation unanswered(PaymentTables known, String operation) {
    return known
        .attempts
        .find(operation)
        .filter(Attempt::open)
        .map(Attempt::operation)
        .orElse(null);
  }

  void disputes() {
    when.on("chargeback", Captured.class, (known, e) -> chargeback(known, e.charge()));
    when.at(
        "dispute is over",
        DisputeOpened.class,
        (known, e) -> e.dueBy(),
        (known, e) -> new ExpireDispute(e.dispute()));
  }

  private static RecordChargeback chargeback(PaymentTables known, String charge) {
    return known
        .charges
        .get(charge)
        .contested()
        .map(reason -> new RecordChargeback(charge, reason))
        .orElse(null);
  }

  void clock() {
    when.at(
        "hold is over",
        Authorized.class,
        (known, e) -> e.taken() ? null : known.charges.get(e.charge()).createdAt().plus(HELD),
        (known, e) -> new ExpireIntent(e.intent(), e.charge()));
    when.at(
        "available",
        Captured.class,
        (known, e) -> e.availableAt(),
        (known, e) -> new Settle(e.transaction()));
    when.at(
        "transfers expire",
        Posted.class,
        (known, e) -> Expiry.next(known, e.lines()),
        (known, e) -> new ExpireTransfers());
    when.after("card token is over", UNUSED, TokenKept.class, (known, e) -> new EndToken(e.id()));
    when.at(
        "token is over",
        Delegated.class,
        (known, e) -> e.allowance().expiresAt(),
        (known, e) -> new EndDelegation(e.id()));
  }

  void forgetting(Seals seals, Vault vault) {
    var shredding = new CardShredding(vault);
    when.effect("shred card", MethodDetached.class, (known, e) -> e.token(), shredding);
    when.effect("shred token", DelegationEnded.class, (known, e) -> e.token(), shredding);
    when.effect("shred card token", TokenEnded.class, (known, e) -> e.token(), shredding);
    var forgetting = new Shredding(seals);
    when.effect("forget token", TokenEnded.class, (known, e) -> "payments/" + e.id(), forgetting);
    when.effect("forget used", TokenUsed.class, (known, e) -> "payments/" + e.id(), forgetting);
    when.effect("forget", CustomerDeleted.class, (known, e) -> "payments/" + e.id(), forgetting);
    when.effect(
        "forget own", ContactMoved.class, (known, e) -> "payments/" + e.intent(), forgetting);
    when.on("let go", CustomerDeleted.class, (known, e) -> new ForgetMethods(e.id()));
    when.on("let go of more", MethodsForgotten.class, (known, e) -> new ForgetMethods(e.id()));
    when.effect(
        "forget cards",
        MethodsForgotten.class,
        (known, e) -> e.methods(),
        new MethodShredding(seals, vault));
  }
}
