package dev.mainstem.bench;

import dev.mainstem.bank.Bank;
import dev.mainstem.bank.BankTables;
import dev.mainstem.bank.Transfers;
import dev.mainstem.engine.Backup;
import dev.mainstem.engine.Pipeline;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.store.AsOf;
import dev.mainstem.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the past costs, in a bank with so many transfers behind it ({@code -Dhistory.events}, 10
 * million unless told): reads as of random moments, and what those who are served notice while the
 * whole house is verified or backed up.
 */
final class HistoryBench implements Benchmark {
  private static final long EVENTS = Long.getLong("history.events", 10_000_000);
  private static final int ACCOUNTS = 100_000;
  private static final int OUTSTANDING = 4_096;
  private static final int CLIENTS = 16;
  private static final int ROWS = 100;
  private static final long BACKUP_BYTES_A_SECOND = 100L << 20;

  private final Random random = new Random(11);
  private Path data;
  private BankHouse house;
  private double verifySeconds;
  private double anewSeconds;

  @Override
  public List<Contender> contenders() {
    return List.of(
        new Contender("as-of point read, p99", "us", round -> reads(round, this::point)),
        new Contender("as-of page of 100 rows, p99", "us", round -> reads(round, this::page)),
        new Contender("page of 100 rows now, p99", "us", round -> reads(round, this::pageNow)),
        new Contender("served, p99", "us", this::served),
        new Contender("served while verifying, p99", "us", this::servedWhileVerifying),
        new Contender("served while backing up, p99", "us", this::servedWhileBackingUp),
        new Contender("verify %,d events, once".formatted(EVENTS), "ms", round -> verify()),
        new Contender("make tables and before-images of them, once", "ms", round -> anew()));
  }

  private BankHouse house() throws Exception {
    if (house != null) return house;
    data = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "history");
    fill();
    house = new BankHouse(data);
    return house;
  }

  private void fill() throws Exception {
    try (var bank = new Pipeline<>(data, new Bank())) {
      var transfers = new Transfers(ACCOUNTS, 0, 3);
      transfers.open(bank);
      long before = last(bank);
      long began = System.nanoTime();
      while (last(bank) < EVENTS) bank.run(OUTSTANDING, 1_000_000_000, transfers::next);
      double seconds = (System.nanoTime() - began) / 1e9;
      System.out.printf(
          "%,d transfers in %.0f s: %,.0f /s, two rows and their before-images each%n",
          last(bank) - before, seconds, (last(bank) - before) / seconds);
    }
  }

  private static long last(Pipeline<?> bank) {
    return bank.engine().journals().get(JournalSpec.MAIN).last();
  }

  private Store.Reader sometime() {
    long position = ACCOUNTS + random.nextLong(EVENTS - ACCOUNTS);
    var then = AsOf.of(new Position(JournalSpec.MAIN, position));
    return new Store.Reader(Tenant.LOCAL, Optional.of(then), false);
  }

  private Object point() {
    long account = random.nextInt(ACCOUNTS);
    return read(sometime(), bank -> bank.account(account));
  }

  private Object page() {
    return read(sometime(), bank -> bank.accounts(somewhere()));
  }

  private Object pageNow() {
    return read(Store.Reader.of(Tenant.LOCAL), bank -> bank.accounts(somewhere()));
  }

  private Span somewhere() {
    return Span.of().from((long) random.nextInt(ACCOUNTS - ROWS));
  }

  private <R> R read(Store.Reader reader, Function<BankTables, R> read) {
    return house.engine().store().read(new Bank(), reader, read);
  }

  private double reads(Contender.Round round, Supplier<Object> read) throws Exception {
    house();
    var times = new Latencies();
    long end = System.nanoTime() + round.time().toNanos();
    for (long began = System.nanoTime(); began < end; began = System.nanoTime()) {
      if (read.get() == null) throw new IllegalStateException("nothing was there");
      times.add(System.nanoTime() - began);
    }
    return times.us(0.99);
  }

  /** One in four is a durable transfer, the rest are reads. */
  private byte[] request() {
    long account = random.nextInt(ACCOUNTS);
    if (random.nextInt(4) > 0) return HttpLoad.get("/bank/" + account);
    var other = random.nextInt(ACCOUNTS);
    var body = "{\"from\":%d,\"to\":%d,\"cents\":1}".formatted(account, other);
    return HttpLoad.post("/bank/transfers", body);
  }

  private double served(Contender.Round round) throws Exception {
    return served(round.time());
  }

  private double served(Duration time) throws Exception {
    try (var load = new HttpLoad(house().address(), CLIENTS, this::request)) {
      return load.run(time).p99Us();
    }
  }

  private double servedWhileVerifying(Contender.Round round) throws Exception {
    var verification = house().engine().verification();
    return beside(
        round.time(),
        () -> {
          try {
            verification.run();
          } catch (CancellationException calledOff) {
            return; // when the load has been measured
          }
        },
        verification::cancel);
  }

  private double servedWhileBackingUp(Contender.Round round) throws Exception {
    var wish = new Backup.Wish(round.scratch().resolve("backup"), BACKUP_BYTES_A_SECOND);
    var backup = house().engine().backup(wish);
    return beside(
        round.time(),
        () -> {
          try {
            backup.run();
          } catch (CancellationException calledOff) {
            return; // as above
          }
        },
        backup::cancel);
  }

  private double beside(Duration time, Runnable work, Runnable cancel) throws Exception {
    var thread = new Thread(work, "beside");
    thread.start();
    double p99 = served(time);
    cancel.run();
    thread.join();
    return p99;
  }

  /** In a house nobody asks anything, and only once: it takes as long as it takes. */
  private double verify() throws Exception {
    if (verifySeconds > 0) return verifySeconds * 1e3;
    long began = System.nanoTime();
    var found = house().engine().verification().run();
    if (!found.sound()) throw new IllegalStateException("not sound: " + found.differences());
    verifySeconds = (System.nanoTime() - began) / 1e9;
    return verifySeconds * 1e3;
  }

  /** As a house does that was started with all its tables gone. */
  private double anew() throws Exception {
    if (anewSeconds > 0) return anewSeconds * 1e3;
    house().close();
    try (var engine = BankHouse.closed(data)) {
      engine.anew();
      long began = System.nanoTime();
      engine.open(writer -> {});
      anewSeconds = (System.nanoTime() - began) / 1e9;
    }
    house = new BankHouse(data);
    return anewSeconds * 1e3;
  }

  @Override
  public void close() {
    try {
      if (house != null) house.close();
      if (data == null) return;
      try (var files = Files.walk(data)) {
        for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException("the house did not close well", e);
    }
  }
}
