package dev.mainstem.bench;

import dev.mainstem.house.RunningJar;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Payments made and confirmed in one request of Stripe's API, under a key of the client's: the
 * attempt is on the disk before the simulated acquirer is asked, what it said before the client is
 * told. Against PostgreSQL writing the rows of it in one transaction, without a door before it.
 */
final class PayBench implements Benchmark {
  private static final int CLIENTS = 64;

  private final PostgresMoney postgres = PostgresMoney.opened();
  private final AtomicLong made = new AtomicLong(System.nanoTime());
  private RunningJar house;

  @Override
  public List<Contender> contenders() {
    return List.of(ours(CLIENTS), theirs(CLIENTS), ours(1), theirs(1));
  }

  private Contender theirs(int clients) {
    return new Contender(
        "PostgreSQL, 7 rows each, " + clients + " clients",
        "payments/s",
        round -> postgres.pay(clients, round.time()));
  }

  private Contender ours(int clients) {
    return new Contender(
        "payments, " + clients + " clients", "payments/s", round -> measure(clients, round));
  }

  /** One house for all rounds: it is as warm as the other, and no emptier. */
  private RunningJar house() throws IOException {
    if (house != null) return house;
    house = RunningJar.on(Files.createTempDirectory(Path.of("target").toAbsolutePath(), "pay"));
    return house;
  }

  private double measure(int clients, Contender.Round round) throws IOException {
    var at = house().address("payments.stripe");
    var server = new InetSocketAddress(at.getHost(), at.getPort());
    try (var load = new HttpLoad(server, clients, this::payment)) {
      load.run(Duration.ofSeconds(3));
      var figures = load.run(round.time());
      if (figures.refused() > 0) throw new IllegalStateException("refused: " + figures);
      System.out.printf("  p50 %.0f us, p99 %.0f us%n", figures.p50Us(), figures.p99Us());
      return figures.perSecond();
    }
  }

  private byte[] payment() {
    var key = "k" + made.incrementAndGet();
    return HttpLoad.form(
        "/v1/payment_intents",
        key,
        "amount=2000&currency=usd&confirm=true&payment_method=pm_card_visa");
  }

  @Override
  public void close() {
    if (house != null) house.close();
    postgres.close();
  }
}
