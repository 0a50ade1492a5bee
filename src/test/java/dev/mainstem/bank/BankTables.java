package dev.mainstem.bank;

import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Problem;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Table;
import dev.mainstem.kernel.Tables;
import java.util.List;

public final class BankTables extends Tables {
  static final Problem NO_SUCH_ACCOUNT =
      Problem.notFound("no-such-account", "There is no such account");

  final Table<Long, Account> accounts =
      table("account", Long.class, Account.class).absent(NO_SUCH_ACCOUNT);

  /** One account; a refusal if there is none. */
  public Account account(long id) {
    return accounts.require(id);
  }

  /** A hundred accounts in their order; null if there are fewer. */
  public List<Account> accounts(Span span) {
    var found = accounts.page(span, Page.first(100)).items();
    return found.size() == 100 ? found : null;
  }
}
