package dev.mainstem.bank;

import dev.mainstem.kernel.Event;
import dev.mainstem.kernel.Moment;

/** What can have happened to the bank. */
public sealed interface BankEvent extends Event<BankTables> {
  record Opened(long id, long cents) implements BankEvent {
    @Override
    public void applyTo(BankTables known, Moment at) {
      known.accounts.put(id, new Account(id, cents));
    }
  }

  record Transferred(long from, long to, long cents) implements BankEvent {
    @Override
    public void applyTo(BankTables known, Moment at) {
      known.accounts.put(from, known.accounts.get(from).plus(-cents));
      known.accounts.put(to, known.accounts.get(to).plus(cents));
    }
  }
}
