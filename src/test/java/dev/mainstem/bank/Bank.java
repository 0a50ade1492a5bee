package dev.mainstem.bank;

import dev.mainstem.bank.BankCommand.Open;
import dev.mainstem.bank.BankCommand.Transfer;
import dev.mainstem.kernel.Routes;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Subsystem;

/** A bank: accounts, and money that is moved but never made. The measure of the house. */
public final class Bank extends Subsystem<BankTables> {
  public Bank() {
    super("bank", BankCommand.class, BankEvent.class, BankTables::new);
  }

  @Override
  public void http(Routes<BankTables> http) {
    http.get("/bank", (known, ask) -> known.accounts.page(Span.of(), ask.page()));
    http.get("/bank/constant", (known, ask) -> new Account(0, 0));
    http.get("/bank/{id}", (known, ask) -> known.accounts.requireRow(Long.valueOf(ask.path("id"))));
    http.post("/bank", Open.class).created("/bank/{id}");
    http.post("/bank/transfers", Transfer.class);
  }
}
