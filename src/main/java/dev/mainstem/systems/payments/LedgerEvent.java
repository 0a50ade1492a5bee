package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Subject;
import dev.mainstem.systems.payments.ledger.Account;
import dev.mainstem.systems.payments.ledger.Line;
import java.util.List;

/** What can have happened to the books. */
public sealed interface LedgerEvent extends PaymentEvent {
  record AccountOpened(String id, String currency, Account.Limit limit) implements LedgerEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.accounts.put(id, Account.opened(id, currency, limit, at.time()));
    }

    @Override
    public List<Subject> subjects() {
      return List.of(new Subject("payments", id));
    }
  }

  /** Transfers that happened together. A batch is one event, or its log would be mostly frames. */
  record Posted(List<Line> lines) implements LedgerEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.enter(lines, at.time());
    }
  }
}
