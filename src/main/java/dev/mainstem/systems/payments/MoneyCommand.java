package dev.mainstem.systems.payments;

import static dev.mainstem.kernel.Decision.happened;
import static dev.mainstem.kernel.Decision.unchanged;
import static dev.mainstem.systems.payments.PaymentProblem.NOT_CANCELABLE;

import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.payments.MoneyEvent.IncrementStarted;
import dev.mainstem.systems.payments.MoneyEvent.RefundAmended;
import dev.mainstem.systems.payments.MoneyEvent.Settled;
import dev.mainstem.systems.payments.ledger.Currency;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/** What may be asked about money that was set aside or taken, each with its rule. */
sealed interface MoneyCommand<R> extends PaymentCommand<R> {
  /**
   * @param amount all that was set aside if absent
   */
  record Capture(
      @Pattern(regexp = IntentCommand.ID) String id,
      Optional<@Positive @Max(Currency.MOST) Long> amount)
      implements MoneyCommand<Intent> {
    @Override
    public Decision<Intent> decide(PaymentTables known, Moment at) {
      var intent = known.intents.require(id);
      long wanted = amount.orElse(intent.capturable());
      return happened(new Paying(known, at).capture(intent, wanted))
          .answering(() -> known.intents.get(id));
    }
  }

  /**
   * Sets more money aside than was.
   *
   * @param amount all that is to be set aside, more than before
   */
  record IncrementAuthorization(
      @Pattern(regexp = IntentCommand.ID) String id,
      @Positive @Max(Currency.MOST) long amount,
      Optional<@Size(max = 1_000) String> description,
      Map<String, @Size(max = 500) String> metadata)
      implements MoneyCommand<Intent> {
    @Override
    public Decision<Intent> decide(PaymentTables known, Moment at) {
      var intent = known.intents.require(id);
      var operation = new Paying(known, at).increment(intent, amount);
      var started = new IncrementStarted(id, intent.reference(), operation, description, metadata);
      return happened(started).answering(() -> known.intents.get(id));
    }
  }

  /**
   * @param amount all that is left if absent
   */
  record Refund(
      @Pattern(regexp = IntentCommand.ID) String intent,
      Optional<@Positive @Max(Currency.MOST) Long> amount,
      Optional<@Size(max = 40) String> reason,
      Map<String, @Size(max = 500) String> metadata)
      implements MoneyCommand<Giveback> {
    @Override
    public Decision<Giveback> decide(PaymentTables known, Moment at) {
      var id = "re_" + at.id(1);
      var wanted = new Refunding(amount, Optional.empty(), reason, metadata);
      var paid = known.intents.require(intent);
      return happened(wanted.started(new Paying(known, at), paid, id))
          .answering(() -> known.refunds.get(id));
    }
  }

  record AmendRefund(
      @Pattern(regexp = IntentCommand.ID) String id, Map<String, @Size(max = 500) String> metadata)
      implements MoneyCommand<Giveback> {
    @Override
    public Decision<Giveback> decide(PaymentTables known, Moment at) {
      var before = known.refunds.require(id);
      var intent = known.intents.get(before.intent());
      return happened(new RefundAmended(intent.id(), intent.reference(), id, metadata))
          .answering(() -> known.refunds.get(id));
    }
  }

  /** Cards are asked at once, so there is never one that waits. */
  record CancelRefund(@Pattern(regexp = IntentCommand.ID) String id)
      implements MoneyCommand<Giveback> {
    @Override
    public Decision<Giveback> decide(PaymentTables known, Moment at) {
      known.refunds.require(id);
      throw NOT_CANCELABLE.of(id);
    }
  }

  /** What was captured becomes available; no door asks this. */
  record Settle(@Size(max = 40) String transaction) implements MoneyCommand<Void> {
    @Override
    public Decision<Void> decide(PaymentTables known, Moment at) {
      var line = known.lines.require(transaction);
      if (line.available()) return unchanged();
      var intent = known.intents.get(known.charges.get(line.source()).intent());
      var all = new ArrayList<PaymentEvent>();
      all.add(new Settled(intent.id(), intent.reference(), transaction));
      var books = new Books(known, line.currency(), at.time());
      if (line.net() > 0) all.addAll(books.posted(books.available(line.source(), line.net())));
      return happened(all);
    }
  }
}
