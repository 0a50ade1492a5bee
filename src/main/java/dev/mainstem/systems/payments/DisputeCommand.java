package dev.mainstem.systems.payments;

import static dev.mainstem.kernel.Decision.happened;
import static dev.mainstem.kernel.Decision.unchanged;
import static dev.mainstem.systems.payments.PaymentProblem.DISPUTE_OVER;

import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Personal;
import dev.mainstem.kernel.Sealed;
import dev.mainstem.systems.payments.Dispute.Evidence;
import dev.mainstem.systems.payments.DisputeEvent.DisputeAnswered;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Optional;

/** What may be asked about charges that are disputed, each with its rule. */
sealed interface DisputeCommand<R> extends PaymentCommand<R> {
  /** The acquirer tells that a card's holder disputes a charge; no door asks this. */
  record RecordChargeback(@Size(max = 40) String charge, @Size(max = 60) String reason)
      implements DisputeCommand<Void> {
    @Override
    public Decision<Void> decide(PaymentTables known, Moment at) {
      var disputed = known.charges.find(charge).filter(c -> c.state() == Charge.State.CAPTURED);
      boolean due = disputed.filter(c -> !c.disputed() && c.captured() > c.refunded()).isPresent();
      if (!due) return unchanged();
      return happened(new Disputing(known, at).opened(disputed.get(), reason));
    }
  }

  /**
   * What speaks for the merchant.
   *
   * @param of whose key it is sealed with: the customer, or the dispute where there is none
   * @param submit whether the card's bank is to look at it
   */
  record AnswerDispute(
      @Pattern(regexp = IntentCommand.ID) String id,
      @Pattern(regexp = IntentCommand.ID) String of,
      Optional<Sealed<Evidence>> evidence,
      Map<String, @Size(max = 500) String> metadata,
      boolean submit)
      implements DisputeCommand<Dispute>, Personal {
    @Override
    public String whom() {
      return "payments/" + of;
    }

    @Override
    public Decision<Dispute> decide(PaymentTables known, Moment at) {
      var before = known.disputes.require(id);
      if (before.state() != Dispute.State.NEEDS_RESPONSE) throw DISPUTE_OVER.of(id);
      var answer = new Dispute.Answer(evidence, submit && evidence.isPresent(), metadata);
      return happened(new DisputeAnswered(id, before.intent(), answer))
          .answering(() -> known.disputes.get(id));
    }
  }

  /**
   * Ends it.
   *
   * @param won as the card's bank has decided; a merchant can only give up
   */
  record CloseDispute(@Pattern(regexp = IntentCommand.ID) String id, boolean won)
      implements DisputeCommand<Dispute> {
    @Override
    public Decision<Dispute> decide(PaymentTables known, Moment at) {
      var before = known.disputes.require(id);
      if (!before.state().open()) throw DISPUTE_OVER.of(id);
      return happened(new Disputing(known, at).closed(before, won))
          .answering(() -> known.disputes.get(id));
    }
  }

  /** Nobody has answered it in time; no door asks this. */
  record ExpireDispute(@Size(max = 40) String id) implements DisputeCommand<Void> {
    @Override
    public Decision<Void> decide(PaymentTables known, Moment at) {
      var found = known.disputes.find(id);
      boolean due =
          found.filter(d -> d.state() == Dispute.State.NEEDS_RESPONSE).isPresent()
              && !at.time().isBefore(found.get().dueBy());
      if (!due) return unchanged();
      return happened(new Disputing(known, at).closed(found.get(), false));
    }
  }
}
