package dev.mainstem.systems.payments;

import static dev.mainstem.kernel.Decision.happened;
import static dev.mainstem.kernel.Decision.unchanged;
import static dev.mainstem.systems.payments.PaymentProblem.ACCOUNT_DIFFERS;
import static dev.mainstem.systems.payments.PaymentProblem.RESERVED;
import static dev.mainstem.systems.payments.PaymentProblem.UNKNOWN_CURRENCY;

import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.payments.LedgerEvent.AccountOpened;
import dev.mainstem.systems.payments.LedgerEvent.Posted;
import dev.mainstem.systems.payments.ledger.Account;
import dev.mainstem.systems.payments.ledger.Account.Limit;
import dev.mainstem.systems.payments.ledger.Batch;
import dev.mainstem.systems.payments.ledger.Currency;
import dev.mainstem.systems.payments.ledger.Wish;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;

/** What may be asked of the books, each with its rule. */
public sealed interface LedgerCommand<R> extends PaymentCommand<R> {
  /** Opened again with the same terms, it is there already. */
  record OpenAccount(
      @Pattern(regexp = Wish.ID) String id,
      @Pattern(regexp = "[a-z]{3}") String currency,
      Optional<Limit> limit)
      implements LedgerCommand<Account> {
    @Override
    public Decision<Account> decide(PaymentTables known, Moment at) {
      if (id.startsWith(Books.OWN)) throw RESERVED.at("/id", id);
      if (Currency.of(currency).isEmpty()) throw UNKNOWN_CURRENCY.at("/currency", currency);
      var wanted = limit.orElse(Limit.NONE);
      var before = known.accounts.find(id);
      if (before.isEmpty())
        return happened(new AccountOpened(id, currency, wanted))
            .answering(() -> known.accounts.get(id));
      boolean same = before.get().currency().equals(currency) && before.get().limit() == wanted;
      if (!same) throw ACCOUNT_DIFFERS.at("/id", id);
      return unchanged(before::get);
    }
  }

  /** Up to 8,000 transfers; each has a verdict of its own, and linked ones stand together. */
  record PostTransfers(@NotEmpty @Size(max = 8_000) List<Wish> transfers)
      implements LedgerCommand<Verdicts> {
    @Override
    public Decision<Verdicts> decide(PaymentTables known, Moment at) {
      for (var each : transfers) ownOnly(known, each);
      var outcome = Batch.decide(known, transfers, at.time());
      var answer = Verdicts.of(transfers, outcome, at.time());
      if (outcome.lines().isEmpty()) return unchanged(() -> answer);
      return happened(new Posted(outcome.lines())).answering(() -> answer);
    }

    private static void ownOnly(PaymentTables known, Wish wish) {
      wish.debit().ifPresent(PostTransfers::notTheHouses);
      wish.credit().ifPresent(PostTransfers::notTheHouses);
      wish.of().flatMap(known.transfers::find).ifPresent(of -> notTheHouses(of.debit()));
    }

    private static void notTheHouses(String account) {
      if (account.startsWith(Books.OWN)) throw RESERVED.at("/transfers", account);
    }
  }

  /** Frees what was set aside for a time that is over; no door asks this. */
  record ExpireTransfers() implements LedgerCommand<Void> {
    @Override
    public Decision<Void> decide(PaymentTables known, Moment at) {
      var lines = Expiry.overdue(known, at.time());
      return lines.isEmpty() ? unchanged() : happened(new Posted(lines));
    }
  }
}
