package dev.mainstem.systems.payments;

import dev.mainstem.systems.payments.acquirer.Operation;
import dev.mainstem.systems.payments.acquirer.Outcome;
import java.util.Optional;

/** What several events do to the rows. Only inside {@code applyTo}. */
record Applying(PaymentTables known) {
  /** A delegated token is used by a payment, or by none again. */
  void use(String method, Optional<String> intent) {
    known
        .delegations
        .find(method)
        .ifPresent(found -> known.delegations.put(method, found.used(intent)));
  }

  /** A charge waits until its payer has proved who they are. */
  void challenged(String challenge, String intent, String charge) {
    known.charges.put(charge, known.charges.get(charge).as(Charge.State.CHALLENGED));
    challenge(challenge, new Challenge(intent, charge));
  }

  /** Somebody is asked, at an address that names no tenant. */
  void challenge(String challenge, Challenge asked) {
    known.challenges.put(challenge, asked);
    known.challenged.take(challenge);
  }

  /** A charge came to nothing, and its token is free again. */
  void failed(String charge, Failure why) {
    var failed = known.charges.get(charge).failed(why);
    known.charges.put(charge, failed);
    use(failed.method(), Optional.empty());
  }

  /** What was set aside is being freed. */
  void freed(Operation operation, String intent) {
    known.attempts.put(operation.reference(), Attempt.started(intent, operation));
    var charge = known.charges.get(operation.original());
    known.charges.put(charge.id(), charge.as(Charge.State.VOIDED));
  }

  /** So much more, or less, is given back. */
  void givingBack(String intent, String charge, long amount) {
    var of = known.intents.get(intent);
    known.intents.put(intent, of.change().refunded(of.refunded() + amount).made());
    var from = known.charges.get(charge);
    known.charges.put(charge, from.refunded(from.refunded() + amount));
  }

  /** Its holder will dispute what is taken. */
  void contested(String charge, Outcome outcome) {
    known
        .charges
        .find(charge)
        .ifPresent(of -> known.charges.put(charge, of.contested(outcome.disputed())));
  }
}
