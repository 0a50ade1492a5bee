package dev.mainstem.bank;

import static dev.mainstem.kernel.Decision.happened;

import dev.mainstem.bank.BankEvent.Opened;
import dev.mainstem.bank.BankEvent.Transferred;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Problem;
import jakarta.validation.constraints.Positive;

/** What may be asked of the bank. */
public sealed interface BankCommand<R> extends Command<BankTables, R> {
  Problem TAKEN = Problem.conflict("taken", "There is such an account already");
  Problem TOO_LITTLE = Problem.unprocessable("too-little", "There is not enough on the account");

  record Open(long id, long cents) implements BankCommand<Account> {
    @Override
    public Decision<Account> decide(BankTables known, Moment at) {
      if (known.accounts.has(id)) throw TAKEN.of(id);
      return happened(new Opened(id, cents)).answering(() -> known.accounts.get(id));
    }
  }

  record Transfer(long from, long to, @Positive long cents) implements BankCommand<Account> {
    @Override
    public Decision<Account> decide(BankTables known, Moment at) {
      var payer = known.accounts.require(from);
      known.accounts.require(to);
      if (payer.cents() < cents) throw TOO_LITTLE.of(from);
      return happened(new Transferred(from, to, cents)).answering(() -> known.accounts.get(from));
    }
  }
}
