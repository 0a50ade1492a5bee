package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.payments.Intent.Status;
import dev.mainstem.systems.payments.MoneyEvent.CaptureFailed;
import dev.mainstem.systems.payments.MoneyEvent.Captured;
import dev.mainstem.systems.payments.MoneyEvent.IncrementFailed;
import dev.mainstem.systems.payments.MoneyEvent.Incremented;
import dev.mainstem.systems.payments.MoneyEvent.RefundFailed;
import dev.mainstem.systems.payments.MoneyEvent.Refunded;
import dev.mainstem.systems.payments.acquirer.Operation;
import dev.mainstem.systems.payments.acquirer.Outcome;
import java.util.ArrayList;
import java.util.List;

/** What follows from an acquirer's answer about money that was set aside or taken. */
record MoneyAnswers(PaymentTables known, Moment at) {
  Captured captured(Intent intent, Operation operation, Outcome outcome, boolean atOnce) {
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

  void captured(List<PaymentEvent> all, Intent intent, Operation operation, Outcome outcome) {
    var charge = operation.original();
    if (intent.status() != Status.REQUIRES_CAPTURE || !outcome.approved()) {
      var code = outcome.code().isEmpty() ? "processing_error" : outcome.code();
      all.add(new CaptureFailed(intent.id(), intent.reference(), charge, code));
      return;
    }
    all.add(captured(intent, operation, outcome, false));
    var books = new Books(known, operation.currency(), at.time());
    var held = known.charges.get(charge);
    var wishes = new ArrayList<>(List.of(Books.take(held, operation.amount())));
    if (outcome.fee() > 0) wishes.add(books.fee(charge, outcome.fee()));
    all.addAll(books.posted(wishes));
  }

  void incremented(List<PaymentEvent> all, Intent intent, Operation operation, Outcome outcome) {
    var charge = known.charges.get(operation.original());
    boolean open = intent.status() == Status.REQUIRES_CAPTURE;
    if (!open || !outcome.approved()) {
      var code = outcome.code().isEmpty() ? "processing_error" : outcome.code();
      all.add(new IncrementFailed(intent.id(), intent.reference(), charge.id(), code));
      return;
    }
    all.add(new Incremented(intent.id(), intent.reference(), charge.id(), operation.amount()));
    var books = new Books(known, operation.currency(), at.time());
    all.addAll(books.posted(books.raise(charge, operation.amount())));
  }

  void refunded(List<PaymentEvent> all, Intent intent, Operation operation, Outcome outcome) {
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
      if (intent.refundable() == 0) {
        new Reviewing(known, at).closed(intent, Review.Closing.REFUNDED).ifPresent(all::add);
      }
      all.addAll(books.posted(Books.givenBack(refund.id())));
    } else {
      all.add(
          new RefundFailed(
              intent.id(), intent.reference(), refund.id(), refund.amount(), refund.charge()));
      all.addAll(books.posted(Books.notGivenBack(refund.id())));
    }
  }
}
