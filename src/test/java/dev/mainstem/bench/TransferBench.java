package dev.mainstem.bench;

import dev.mainstem.bank.Bank;
import dev.mainstem.bank.Transfers;
import dev.mainstem.engine.Pipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;

/**
 * Moving money between 100,000 accounts: two rows read and written per transfer, their
 * before-images kept, every answer after the force.
 */
final class TransferBench implements Benchmark {
  private static final int ACCOUNTS = 100_000;
  private static final int OUTSTANDING = 4_096;

  private final PostgresPeer postgres;

  TransferBench() {
    try {
      postgres = new PostgresPeer(ACCOUNTS);
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("no PostgreSQL to compare with", e);
    }
  }

  @Override
  public List<Contender> contenders() {
    return List.of(
        pipelined("transfers, pipelined, uniform", 0),
        pipelined("transfers, pipelined, Zipf 1.5", 1.5),
        HttpBench.transfers(50),
        new Contender(
            "PostgreSQL, 50 clients", "transfers/s", round -> postgres.run(50, round.time())));
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Contender pipelined(String name, double skew) {
    return new Contender(
        name,
        "transfers/s",
        round -> {
          try (var house = new Pipeline<>(round.scratch(), new Bank())) {
            var transfers = new Transfers(ACCOUNTS, skew, 42);
            transfers.open(house);
            house.run(OUTSTANDING, round.time().toNanos() / 2, transfers::next);
            long began = System.nanoTime();
            long done = house.run(OUTSTANDING, round.time().toNanos(), transfers::next);
            return done * 1e9 / (System.nanoTime() - began);
          }
        });
  }
}
