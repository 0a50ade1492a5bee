package dev.mainstem.bank;

import dev.mainstem.kernel.Problem;
import dev.mainstem.kernel.Table;
import dev.mainstem.kernel.Tables;

public final class BankTables extends Tables {
  static final Problem NO_SUCH_ACCOUNT =
      Problem.notFound("no-such-account", "There is no such account");

  final Table<Long, Account> accounts =
      table("account", Long.class, Account.class).absent(NO_SUCH_ACCOUNT);
}
