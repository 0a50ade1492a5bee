package dev.mainstem.systems.payments;

import static dev.mainstem.systems.payments.PaymentProblem.BUSY_STILL;
import static dev.mainstem.systems.payments.PaymentProblem.TOO_LARGE;
import static dev.mainstem.systems.payments.PaymentProblem.WRONG_STATE;

import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.payments.Intent.Status;
import dev.mainstem.systems.payments.IntentEvent.AttemptStarted;
import dev.mainstem.systems.payments.IntentEvent.IntentCanceled;
import dev.mainstem.systems.payments.MoneyEvent.CaptureStarted;
import dev.mainstem.systems.payments.acquirer.Operation;
import dev.mainstem.systems.payments.acquirer.Operation.Kind;
import dev.mainstem.systems.payments.ledger.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What several rules about payments share: the events by which one goes on. */
record Paying(PaymentTables known, Moment at) {
  /** A first attempt with this source. */
  AttemptStarted started(String intent, Optional<String> reference, Source source) {
    var charge = "ch_" + at.id(2);
    var terms = source.terms();
    var operation = operation(charge, terms, source.card(), false);
    var method = terms.method().orElseThrow();
    return new AttemptStarted(
        intent, reference, charge, method, source.card(), terms, operation, 1);
  }

  /** The same once more: after the payer was asked, or because it certainly was not done. */
  AttemptStarted again(Intent intent, Charge before, boolean authenticated, int tries) {
    var charge = "ch_" + at.id(2);
    var terms = intent.terms().with(Optional.of(before.method()));
    var operation = operation(charge, terms, before.card(), authenticated);
    return new AttemptStarted(
        intent.id(),
        intent.reference(),
        charge,
        before.method(),
        before.card(),
        terms,
        operation,
        tries);
  }

  /** The payer was asked who they are, and has proved it or could not. */
  PaymentEvent authenticated(Intent intent, boolean passed) {
    var charge = known.charges.get(intent.charge().orElseThrow());
    if (passed) return again(intent, charge, true, 1);
    return Answering.declined(intent, charge, Failure.notAuthenticated());
  }

  private Operation operation(String charge, Terms terms, Card card, boolean authenticated) {
    return new Operation(
        charge,
        terms.manualCapture() ? Kind.AUTHORIZE : Kind.SALE,
        charge,
        terms.amount(),
        terms.currency(),
        card.token(),
        authenticated,
        terms.offSession(),
        at.time(),
        known.behaviour());
  }

  /** An operation that refers to a charge. */
  Operation about(Charge charge, Kind kind, String reference, long amount) {
    return new Operation(
        reference,
        kind,
        charge.id(),
        amount,
        charge.currency(),
        charge.card().token(),
        charge.authenticated(),
        true,
        at.time(),
        known.behaviour());
  }

  /** Whether just this amount is being captured. */
  boolean capturing(Intent intent, long amount) {
    return intent
        .busy()
        .map(known.attempts::get)
        .filter(busy -> busy.operation().amount() == amount)
        .isPresent();
  }

  CaptureStarted capture(Intent intent, long amount) {
    if (intent.status() != Status.REQUIRES_CAPTURE) throw WRONG_STATE.of(intent.status());
    if (intent.busy().isPresent()) throw BUSY_STILL.of(intent.id());
    if (amount > intent.capturable()) throw TOO_LARGE.at("/amount", intent.capturable());
    var charge = known.charges.get(intent.charge().orElseThrow());
    var operation = about(charge, Kind.CAPTURE, "cap_" + at.id(2), amount);
    return new CaptureStarted(intent.id(), intent.reference(), operation);
  }

  /** What was set aside is free again, here at once and at the acquirer soon. */
  List<PaymentEvent> canceled(Intent intent, String reason) {
    var all = new ArrayList<PaymentEvent>();
    if (intent.status() != Status.REQUIRES_CAPTURE) {
      all.add(new IntentCanceled(intent.id(), intent.reference(), reason, Optional.empty()));
      return all;
    }
    var charge = known.charges.get(intent.charge().orElseThrow());
    var freeing = about(charge, Kind.VOID, "void_" + at.id(4), intent.capturable());
    all.add(new IntentCanceled(intent.id(), intent.reference(), reason, Optional.of(freeing)));
    var books = new Books(known, charge.currency(), at.time());
    all.addAll(books.posted(Wish.voided(charge.id() + "/void", charge.id() + "/hold")));
    return all;
  }
}
