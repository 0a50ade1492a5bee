package dev.mainstem.bench;

import dev.mainstem.systems.checkout.StockLoad;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;

/**
 * Holding a unit of stock and letting go of it, of one thing that everybody wants and of a
 * thousand: here with the cart that is priced before, there two conditional UPDATEs, each
 * committed.
 */
final class StockBench implements Benchmark {
  private static final int CLIENTS = 64;
  private static final int MANY = 1_000;

  private final PostgresPeer postgres;

  StockBench() {
    try {
      postgres = new PostgresPeer(1);
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("no PostgreSQL to compare with", e);
    }
  }

  @Override
  public List<Contender> contenders() {
    return List.of(
        ours("one hot thing", 1),
        ours("spread over 1,000", MANY),
        theirs("PostgreSQL, 64 clients, one hot row", 1),
        theirs("PostgreSQL, 64 clients, 1,000 rows", MANY));
  }

  private static Contender ours(String name, int things) {
    return new Contender(
        name, "holds/s", round -> StockLoad.perSecond(round.scratch(), round.time(), things));
  }

  private Contender theirs(String name, int rows) {
    return new Contender(name, "holds/s", round -> postgres.hold(CLIENTS, round.time(), rows));
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
