package dev.mainstem.systems.payments;

import dev.mainstem.engine.Pipeline;
import dev.mainstem.systems.payments.LedgerCommand.OpenAccount;
import dev.mainstem.systems.payments.LedgerCommand.PostTransfers;
import dev.mainstem.systems.payments.ledger.Wish;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Batches of transfers between accounts of somebody's own books, each batch one event. */
public final class LedgerLoad {
  public static final int BATCH = 8_000;
  public static final int ACCOUNTS = 10_000;
  private static final int OUTSTANDING = 4;
  private static final long SETTING_UP_NANOS = 500_000_000L;

  private LedgerLoad() {}

  /**
   * How many transfers a second.
   *
   * @param hot whether all money comes from one account
   */
  public static double perSecond(Path scratch, Duration time, boolean hot) throws Exception {
    try (var house = new Pipeline<>(scratch, HousePayments.alone())) {
      house.run(ACCOUNTS, SETTING_UP_NANOS, opening());
      var batches = new Batches(hot);
      house.run(OUTSTANDING, time.toNanos() / 2, batches);
      long began = System.nanoTime();
      long done = house.run(OUTSTANDING, time.toNanos(), batches);
      return done * (double) BATCH * 1e9 / (System.nanoTime() - began);
    }
  }

  /** All accounts; what comes after is there already. */
  private static Supplier<OpenAccount> opening() {
    var next = new int[1];
    return () -> {
      int account = Math.min(next[0]++, ACCOUNTS - 1);
      return new OpenAccount("a" + account, "usd", Optional.empty());
    };
  }

  /** Owned by one thread. */
  private static final class Batches implements Supplier<PostTransfers> {
    private final SplittableRandom random = new SplittableRandom(7);
    private final boolean hot;
    private long next;

    Batches(boolean hot) {
      this.hot = hot;
    }

    @Override
    public PostTransfers get() {
      var all = new ArrayList<Wish>(BATCH);
      for (int i = 0; i < BATCH; i++) {
        int from = hot ? 0 : 1 + random.nextInt(ACCOUNTS - 1);
        int to = 1 + (from + random.nextInt(ACCOUNTS - 2)) % (ACCOUNTS - 1);
        all.add(Wish.direct("t" + next++, "a" + from, "a" + to, 1));
      }
      return new PostTransfers(List.copyOf(all));
    }
  }
}
