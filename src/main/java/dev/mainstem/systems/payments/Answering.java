package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.payments.Intent.Status;
import dev.mainstem.systems.payments.IntentEvent.ActionRequired;
import dev.mainstem.systems.payments.IntentEvent.AttemptLost;
import dev.mainstem.systems.payments.IntentEvent.Authorized;
import dev.mainstem.systems.payments.IntentEvent.Declined;
import dev.mainstem.systems.payments.IntentEvent.IntentCanceled;
import dev.mainstem.systems.payments.IntentEvent.OutcomeKnown;
import dev.mainstem.systems.payments.MoneyEvent.CaptureFailed;
import dev.mainstem.systems.payments.MoneyEvent.Captured;
import dev.mainstem.systems.payments.MoneyEvent.RefundFailed;
import dev.mainstem.systems.payments.MoneyEvent.Refunded;
import dev.mainstem.systems.payments.PeopleEvent.MethodAttached;
import dev.mainstem.systems.payments.acquirer.Operation;
import dev.mainstem.systems.payments.acquirer.Operation.Kind;
import dev.mainstem.systems.payments.acquirer.Outcome;
import dev.mainstem.systems.payments.ledger.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What follows from an acquirer's answer: the state and the books, in one decision. */
record Answering(PaymentTables known, Moment at) {
  private static final int MOST_TRIES = 3;

  List<PaymentEvent> to(Attempt attempt, Outcome outcome) {
    var all = new ArrayList<PaymentEvent>();
    var operation = attempt.operation();
    var intent = known.intents.find(attempt.about());
    var reference = intent.flatMap(Intent::reference);
    all.add(new OutcomeKnown(attempt.about(), reference, operation.reference(), outcome));
    switch (operation.kind()) {
      case AUTHORIZE, SALE -> attempted(all, intent.orElseThrow(), operation, outcome);
      case CAPTURE -> captured(all, intent.orElseThrow(), operation, outcome);
      case REFUND -> refunded(all, intent.orElseThrow(), operation, outcome);
      case VERIFY -> all.addAll(new SettingUp(known, at).answered(attempt.about(), outcome));
      case VOID -> {
        return all; // it was free here since it was canceled
      }
    }
    return all;
  }

  private void attempted(
      List<PaymentEvent> all, Intent intent, Operation operation, Outcome outcome) {
    var charge = known.charges.get(operation.reference());
    switch (outcome.result()) {
      case APPROVED -> approved(all, intent, operation, outcome);
      case DECLINED -> no(all, intent, charge, Failure.declined(outcome.code()));
      case CHALLENGE -> asks(all, intent, charge);
      case NOT_DONE -> lost(all, intent, charge);
    }
  }

  private void approved(
      List<PaymentEvent> all, Intent intent, Operation operation, Outcome outcome) {
    var charge = operation.reference();
    boolean taken = operation.kind() == Kind.SALE;
    all.add(
        new Authorized(
            intent.id(),
            intent.reference(),
            charge,
            operation.amount(),
            operation.currency(),
            outcome.network(),
            taken));
    var books = new Books(known, operation.currency(), at.time());
    var wishes = new ArrayList<Wish>();
    if (taken) {
      all.add(captured(intent, operation, outcome, true));
      wishes.add(books.sale(charge, operation.amount()));
      if (outcome.fee() > 0) wishes.add(books.fee(charge, outcome.fee()));
    } else {
      wishes.add(books.hold(charge, operation.amount()));
    }
    kept(intent).ifPresent(all::add);
    if (!taken && intent.cancelAsked().isPresent()) {
      all.add(freed(intent, operation));
      wishes.add(Wish.voided(charge + "/void", charge + "/hold"));
    }
    all.addAll(books.posted(wishes));
  }

  private Captured captured(Intent intent, Operation operation, Outcome outcome, boolean atOnce) {
    return new Captured(
        intent.id(),
        intent.reference(),
        operation.original(),
        operation.amount(),
        operation.currency(),
        outcome.fee(),
        "txn_" + at.id(1),
        at.time().plus(known.premises().settle()),
        atOnce);
  }

  /** The payer's wish to be known by this method the next time. */
  private Optional<MethodAttached> kept(Intent intent) {
    var terms = intent.terms();
    if (terms.keepFor().isEmpty() || terms.customer().isEmpty()) return Optional.empty();
    return terms
        .method()
        .flatMap(known.methods::find)
        .filter(method -> method.customer().isEmpty())
        .map(method -> new MethodAttached(method.id(), terms.customer().get()));
  }

  private IntentCanceled freed(Intent intent, Operation held) {
    var charge = known.charges.get(held.reference());
    var paying = new Paying(known, at);
    var freeing = paying.about(charge, Kind.VOID, "void_" + at.id(4), held.amount());
    var reason = intent.cancelAsked().orElseThrow();
    return new IntentCanceled(intent.id(), intent.reference(), reason, Optional.of(freeing));
  }

  static Declined declined(Intent intent, Charge charge, Failure why) {
    return new Declined(
        intent.id(), intent.reference(), charge.id(), why.code(), why.declineCode(), why.message());
  }

  private void no(List<PaymentEvent> all, Intent intent, Charge charge, Failure why) {
    all.add(declined(intent, charge, why));
    ended(all, intent);
  }

  private static void ended(List<PaymentEvent> all, Intent intent) {
    intent
        .cancelAsked()
        .map(why -> new IntentCanceled(intent.id(), intent.reference(), why, Optional.empty()))
        .ifPresent(all::add);
  }

  private void asks(List<PaymentEvent> all, Intent intent, Charge charge) {
    var challenge = at.id(5).toString();
    var url = known.premises().address().get() + "/3ds/" + challenge;
    var brand = Optional.of(charge.card().brand());
    all.add(
        new ActionRequired(intent.id(), intent.reference(), charge.id(), challenge, url, brand));
    ended(all, intent);
  }

  /** Certainly not done, so it can be tried again without doing it twice. */
  private void lost(List<PaymentEvent> all, Intent intent, Charge charge) {
    if (intent.cancelAsked().isPresent() || charge.tries() >= MOST_TRIES) {
      no(all, intent, charge, Failure.declined("processing_error"));
      return;
    }
    all.add(new AttemptLost(intent.id(), intent.reference(), charge.id()));
    var paying = new Paying(known, at);
    all.add(paying.again(intent, charge, charge.authenticated(), charge.tries() + 1));
  }

  private void captured(
      List<PaymentEvent> all, Intent intent, Operation operation, Outcome outcome) {
    var charge = operation.original();
    if (intent.status() != Status.REQUIRES_CAPTURE || !outcome.approved()) {
      var code = outcome.code().isEmpty() ? "processing_error" : outcome.code();
      all.add(new CaptureFailed(intent.id(), intent.reference(), charge, code));
      return;
    }
    all.add(captured(intent, operation, outcome, false));
    var books = new Books(known, operation.currency(), at.time());
    var wishes = new ArrayList<>(List.of(Books.take(charge, operation.amount())));
    if (outcome.fee() > 0) wishes.add(books.fee(charge, outcome.fee()));
    all.addAll(books.posted(wishes));
  }

  private void refunded(
      List<PaymentEvent> all, Intent intent, Operation operation, Outcome outcome) {
    var refund = known.refunds.get(operation.reference());
    var books = new Books(known, operation.currency(), at.time());
    if (outcome.approved()) {
      all.add(
          new Refunded(
              intent.id(),
              intent.reference(),
              refund.id(),
              refund.amount(),
              refund.currency(),
              refund.key(),
              refund.charge(),
              "txn_" + at.id(1)));
      all.addAll(books.posted(Books.givenBack(refund.id())));
    } else {
      all.add(
          new RefundFailed(
              intent.id(), intent.reference(), refund.id(), refund.amount(), refund.charge()));
      all.addAll(books.posted(Books.notGivenBack(refund.id())));
    }
  }
}
