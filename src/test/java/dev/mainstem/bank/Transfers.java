package dev.mainstem.bank;

import dev.mainstem.bank.BankCommand.Open;
import dev.mainstem.bank.BankCommand.Transfer;
import dev.mainstem.engine.Pipeline;
import java.util.Random;

/** Transfers between accounts, some more popular than others. Owned by one thread. */
public final class Transfers {
  private static final long PLENTY = 1_000_000_000_000L;

  private final int accounts;
  private final Random random;
  private final double[] popularity;
  private int opened;

  /**
   * @param skew exponent of Zipf's law; 0 makes all accounts alike
   */
  public Transfers(int accounts, double skew, long seed) {
    this.accounts = accounts;
    this.random = new Random(seed);
    popularity = new double[accounts];
    double sum = 0;
    for (int i = 0; i < accounts; i++) popularity[i] = sum += Math.pow(i + 1, -skew);
    for (int i = 0; i < accounts; i++) popularity[i] /= sum;
  }

  /** Opens all accounts. */
  public void open(Pipeline<BankTables> house) {
    while (opened < accounts) {
      house.run(4_096, 1_000_000, this::account);
    }
  }

  private Open account() {
    return new Open(opened++, PLENTY);
  }

  public Transfer next() {
    return new Transfer(account(random.nextDouble()), account(random.nextDouble()), 1);
  }

  private long account(double at) {
    int found = java.util.Arrays.binarySearch(popularity, at);
    return Math.min(accounts - 1, found < 0 ? -found - 1 : found);
  }
}
