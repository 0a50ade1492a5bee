package dev.mainstem.bench;

import dev.mainstem.systems.payments.LedgerLoad;
import java.util.List;

/**
 * Batches of 8,000 transfers, each batch one event, each transfer a row that is found by its
 * accounts: between 10,000 accounts, and all out of one of them. Against PostgreSQL with the same
 * rows, each batch a transaction.
 */
final class BatchBench implements Benchmark {
  private static final int CLIENTS = 4;

  private final PostgresMoney postgres = PostgresMoney.opened();

  @Override
  public List<Contender> contenders() {
    return List.of(
        ours("spread over 10,000 accounts", false),
        ours("all out of one account", true),
        theirs("PostgreSQL, 4 clients, spread", false),
        theirs("PostgreSQL, 4 clients, out of one", true));
  }

  private static Contender ours(String name, boolean hot) {
    return new Contender(
        name, "transfers/s", round -> LedgerLoad.perSecond(round.scratch(), round.time(), hot));
  }

  private Contender theirs(String name, boolean hot) {
    var books = new PostgresMoney.Books(LedgerLoad.ACCOUNTS, LedgerLoad.BATCH, hot);
    return new Contender(name, "transfers/s", round -> postgres.post(CLIENTS, round.time(), books));
  }

  @Override
  public void close() {
    postgres.close();
  }
}
