package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Sealed;
import dev.mainstem.kernel.Subject;
import dev.mainstem.systems.payments.Intent.Status;
import dev.mainstem.systems.payments.acquirer.Operation;
import java.util.List;
import java.util.Optional;

/**
 * What can have happened to a payment until it is authorized. Each names the intent and, where
 * another system asked for it, the reference that system gave it.
 */
public sealed interface IntentEvent extends PaymentEvent {
  String intent();

  Optional<String> reference();

  @Override
  default List<Subject> subjects() {
    return List.of(new Subject("payments", intent()));
  }

  record IntentOpened(
      String intent, Optional<String> reference, Terms terms, Optional<Sealed<Contact>> contact)
      implements IntentEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.intents.put(intent, Opening.of(this, at.time()));
      known.told(at, Happening.INTENT_CREATED, intent);
    }
  }

  record IntentAmended(
      String intent, Optional<String> reference, Terms terms, Optional<Sealed<Contact>> contact)
      implements IntentEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.intents.put(intent, Opening.amended(known.intents.get(intent), this));
    }
  }

  /** Whoever it is about is a customer now, who can be forgotten: the payment's own key is not. */
  record ContactMoved(String intent, Optional<String> reference) implements IntentEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {}
  }

  /**
   * Written before the acquirer is called.
   *
   * @param charge the attempt, and what the acquirer knows it by
   * @param method a payment method or a delegated token
   * @param tries the how many-th since the payer confirmed
   */
  record AttemptStarted(
      String intent,
      Optional<String> reference,
      String charge,
      String method,
      Card card,
      Terms terms,
      Operation operation,
      int tries)
      implements IntentEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.attempts.put(charge, Attempt.started(intent, operation));
      known.charges.put(charge, Opening.charge(this, at.time()));
      known.use(method, Optional.of(intent));
      var next = known.intents.get(intent).change().terms(terms).charge(charge);
      known.intents.put(intent, next.to(Status.PROCESSING).challenge(null).failure(null).made());
    }
  }

  /**
   * The acquirer has set the money aside.
   *
   * @param network the acquirer's own number of it
   * @param taken whether it was taken at once, which {@link MoneyEvent.Captured} says too
   */
  record Authorized(
      String intent,
      Optional<String> reference,
      String charge,
      long amount,
      String currency,
      String network,
      boolean taken)
      implements IntentEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.charges.put(charge, known.charges.get(charge).as(Charge.State.AUTHORIZED));
      var next = known.intents.get(intent).change().to(Status.REQUIRES_CAPTURE).unknown(false);
      known.intents.put(intent, next.money(amount, 0).made());
      if (taken) return;
      known.told(at, Happening.CHARGE_SUCCEEDED, charge);
      known.told(at, Happening.INTENT_CAPTURABLE, intent);
    }
  }

  /**
   * The acquirer, the payer or a rule has said no; the intent waits for another method.
   *
   * @param declineCode in the words of card networks
   */
  record Declined(
      String intent,
      Optional<String> reference,
      String charge,
      String code,
      Optional<String> declineCode,
      String message)
      implements IntentEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      var why = new Failure(code, declineCode, message);
      known.failed(charge, why);
      known.intents.put(intent, known.intents.get(intent).change().declined(why).made());
      known.told(at, Happening.CHARGE_FAILED, charge);
      known.told(at, Happening.INTENT_FAILED, intent);
    }
  }

  /** It is certain that this attempt was not done and never will be; another one follows. */
  record AttemptLost(String intent, Optional<String> reference, String charge)
      implements IntentEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.charges.put(charge, known.charges.get(charge).as(Charge.State.LOST));
      known.intents.put(intent, known.intents.get(intent).change().unknown(false).made());
    }
  }

  /**
   * There was no answer: nobody knows whether it was done. It is being asked after.
   *
   * @param operation what the acquirer knows it by
   */
  record OutcomeUnknown(String intent, Optional<String> reference, String operation)
      implements IntentEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.attempts.put(operation, known.attempts.get(operation).lost());
      var about = known.intents.find(intent);
      about.ifPresent(of -> known.intents.put(intent, of.change().unknown(true).made()));
    }
  }

  /** What came of an operation; says nothing of money by itself. */
  record OutcomeKnown(
      String intent,
      Optional<String> reference,
      String operation,
      dev.mainstem.systems.payments.acquirer.Outcome outcome)
      implements IntentEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.attempts.put(operation, known.attempts.get(operation).came(outcome));
      var about = known.intents.find(intent);
      about.ifPresent(of -> known.intents.put(intent, of.change().unknown(false).made()));
    }
  }

  /**
   * The payer must prove who they are.
   *
   * @param url where
   * @param brand of the card, whose directory of banks is asked
   */
  record ActionRequired(
      String intent,
      Optional<String> reference,
      String charge,
      String challenge,
      String url,
      Optional<String> brand)
      implements IntentEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.challenged(challenge, intent, charge);
      var next = known.intents.get(intent).change().to(Status.REQUIRES_ACTION).unknown(false);
      known.intents.put(intent, next.challenge(url).made());
      known.told(at, Happening.INTENT_ACTION, intent);
    }
  }

  /** It is to be canceled as soon as it is known what there is to cancel. */
  record CancelAsked(String intent, Optional<String> reference, String reason)
      implements IntentEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.intents.put(intent, known.intents.get(intent).change().cancelAsked(reason).made());
    }
  }

  /**
   * It is over and nothing was taken. What was set aside is freed at the acquirer.
   *
   * @param freeing the operation that frees it; absent if nothing was set aside
   */
  record IntentCanceled(
      String intent, Optional<String> reference, String reason, Optional<Operation> freeing)
      implements IntentEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      var before = known.intents.get(intent);
      known.intents.put(intent, before.change().canceled(reason, at.time()));
      freeing.ifPresent(op -> known.freed(op, intent));
      known.told(at, Happening.INTENT_CANCELED, intent);
    }
  }
}
