package dev.mainstem.systems.payments;

import static dev.mainstem.kernel.Decision.happened;
import static dev.mainstem.kernel.Decision.unchanged;

import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.payments.IntentEvent.OutcomeUnknown;
import dev.mainstem.systems.payments.acquirer.Outcome;
import jakarta.validation.constraints.Size;

/** What the acquirer has answered, or not. Asked by effects; no door asks this. */
sealed interface OutcomeCommand<R> extends PaymentCommand<R> {
  /** The first answer counts; a second one, late or doubled, changes nothing. */
  record RecordOutcome(@Size(max = 40) String operation, Outcome outcome)
      implements OutcomeCommand<Void> {
    @Override
    public Decision<Void> decide(PaymentTables known, Moment at) {
      var attempt = known.attempts.find(operation);
      if (attempt.isEmpty() || !attempt.get().open()) return unchanged();
      return happened(new Answering(known, at).to(attempt.get(), outcome));
    }
  }

  record RecordUnknown(@Size(max = 40) String operation) implements OutcomeCommand<Void> {
    @Override
    public Decision<Void> decide(PaymentTables known, Moment at) {
      var attempt = known.attempts.find(operation);
      if (attempt.isEmpty() || !attempt.get().open() || attempt.get().unknown()) return unchanged();
      var about = attempt.get().about();
      var reference = known.intents.find(about).flatMap(Intent::reference);
      return happened(new OutcomeUnknown(about, reference, operation));
    }
  }
}
