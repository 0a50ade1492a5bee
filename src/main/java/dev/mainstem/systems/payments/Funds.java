package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Span;
import dev.mainstem.systems.payments.ledger.Account;
import java.util.ArrayList;
import java.util.List;

/**
 * The merchant's money in one currency, in minor units, as the books have it.
 *
 * @param available can be paid out
 * @param pending captured, and available later
 * @param held authorized and not captured
 * @param fees what the acquirer has kept
 * @param owed what the acquirer has still to hand over
 */
record Funds(String currency, long available, long pending, long held, long fees, long owed) {
  /** Of every currency that was ever used. */
  static List<Funds> all(PaymentTables known) {
    var all = new ArrayList<Funds>();
    var own = Span.of().from(Books.OWN).to(Books.OWN + "\uffff");
    known.accounts.walk(
        own,
        row -> {
          if (row.key().endsWith("/pending")) all.add(of(known, row.value()));
          return null;
        });
    return all;
  }

  private static Funds of(PaymentTables known, Account pending) {
    var currency = pending.currency();
    return new Funds(
        currency,
        balance(known, currency, "available"),
        pending.balance(),
        pending.creditsPending(),
        balance(known, currency, "fees"),
        -balance(known, currency, "receivable"));
  }

  private static long balance(PaymentTables known, String currency, String name) {
    return known.accounts.find(Books.account(currency, name)).map(Account::balance).orElse(0L);
  }
}
