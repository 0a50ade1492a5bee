package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What can have happened to charges that are disputed. */
public sealed interface DisputeEvent extends PaymentEvent {
  String dispute();

  String intent();

  @Override
  default List<Subject> subjects() {
    return List.of(new Subject("payments", dispute()), new Subject("payments", intent()));
  }

  /**
   * A card's holder disputes a charge, and the acquirer has withdrawn the money.
   *
   * @param fee what it keeps for that
   * @param transaction the line of the balance
   */
  record DisputeOpened(
      String dispute,
      String intent,
      Optional<String> reference,
      String charge,
      long amount,
      String currency,
      long fee,
      String reason,
      String transaction,
      Instant dueBy)
      implements DisputeEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.charges.put(charge, known.charges.get(charge).asDisputed());
      known.disputes.put(dispute, Disputing.row(this, at.time()));
      known.lines.put(transaction, Balances.line(this, at.time()));
      known.told(at, Happening.DISPUTE_CREATED, dispute);
      known.told(at, Happening.DISPUTE_WITHDRAWN, dispute);
    }
  }

  record DisputeAnswered(String dispute, String intent, Dispute.Answer answer)
      implements DisputeEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.disputes.put(dispute, known.disputes.get(dispute).answered(answer));
      known.told(at, Happening.DISPUTE_UPDATED, dispute);
    }
  }

  /**
   * It is settled.
   *
   * @param won whether the merchant has the money back
   * @param transaction the line of the balance, if they have
   */
  record DisputeClosed(
      String dispute,
      String intent,
      boolean won,
      Optional<String> transaction,
      long amount,
      String currency)
      implements DisputeEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.disputes.put(dispute, known.disputes.get(dispute).settled(won, transaction));
      transaction.ifPresent(line -> known.lines.put(line, Balances.line(this, at.time())));
      known.told(at, Happening.DISPUTE_CLOSED, dispute);
      if (won) known.told(at, Happening.DISPUTE_REINSTATED, dispute);
    }
  }
}
