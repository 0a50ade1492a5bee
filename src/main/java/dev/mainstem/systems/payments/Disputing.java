package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.payments.DisputeEvent.DisputeClosed;
import dev.mainstem.systems.payments.DisputeEvent.DisputeOpened;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What rules about disputes share: their events and their lines in the books. */
record Disputing(PaymentTables known, Moment at) {
  /** What the simulated acquirer keeps for every dispute, in minor units. */
  private static final long FEE = 1_500;

  /** All that is still the merchant's of a charge is withdrawn. */
  List<PaymentEvent> opened(Charge charge, String reason) {
    var id = "dp_" + at.id(1);
    var intent = known.intents.get(charge.intent());
    long amount = charge.captured() - charge.refunded();
    var all = new ArrayList<PaymentEvent>();
    all.add(
        new DisputeOpened(
            id,
            intent.id(),
            intent.reference(),
            charge.id(),
            amount,
            charge.currency(),
            FEE,
            reason,
            "txn_" + at.id(2),
            at.time().plus(Dispute.ANSWERED)));
    all.addAll(books(charge.currency()).posted(books(charge.currency()).withdraw(id, amount, FEE)));
    return all;
  }

  private Books books(String currency) {
    return new Books(known, currency, at.time());
  }

  /** What comes of it in the end: the money is the merchant's again, or the holder's. */
  List<PaymentEvent> closed(Dispute dispute, boolean won) {
    var all = new ArrayList<PaymentEvent>();
    var line = Optional.of("txn_" + at.id(2)).filter(id -> won);
    all.add(
        new DisputeClosed(
            dispute.id(), dispute.intent(), won, line, dispute.amount(), dispute.currency()));
    var books = books(dispute.currency());
    all.addAll(books.posted(books.settle(dispute.id(), dispute.amount(), won)));
    return all;
  }

  static Dispute row(DisputeOpened it, Instant at) {
    return new Dispute(
        it.dispute(),
        it.intent(),
        it.charge(),
        it.amount(),
        it.fee(),
        it.currency(),
        it.reason(),
        Dispute.State.NEEDS_RESPONSE,
        Optional.empty(),
        0,
        Map.of(),
        List.of(it.transaction()),
        it.dueBy(),
        at);
  }
}
