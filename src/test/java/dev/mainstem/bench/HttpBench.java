package dev.mainstem.bench;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * What a durable command costs over HTTP: a transfer answered after the force, against a constant
 * answered by the same door to the same kind of request. Both one at a time and by many clients.
 */
final class HttpBench implements Benchmark {
  private static final int ACCOUNTS = 100_000;

  @Override
  public List<Contender> contenders() {
    return List.of(
        transfers(50), constant(50), transfers(256), constant(256), transfers(1), constant(1));
  }

  static Contender transfers(int clients) {
    return contender("durable transfer, " + clients + " clients", clients, transfer());
  }

  private static Contender constant(int clients) {
    var request = HttpLoad.post("/constant", "{\"from\":1,\"to\":2,\"cents\":1}");
    return contender("constant answer, " + clients + " clients", clients, () -> request);
  }

  private static Supplier<byte[]> transfer() {
    var random = new Random(7);
    return () ->
        HttpLoad.post(
            "/bank/transfers",
            "{\"from\":%d,\"to\":%d,\"cents\":1}"
                .formatted(random.nextInt(ACCOUNTS), random.nextInt(ACCOUNTS)));
  }

  private static Contender contender(String name, int clients, Supplier<byte[]> requests) {
    return new Contender(
        name,
        "requests/s",
        round -> {
          try (var house = new BankHouse(round.scratch())) {
            open(house);
            try (var load = new HttpLoad(house.address(), clients, requests)) {
              load.run(Duration.ofSeconds(2));
              var figures = load.run(round.time());
              if (figures.refused() > 0) throw new IllegalStateException("refused: " + figures);
              return figures.perSecond();
            }
          }
        });
  }

  /** Opens all accounts over HTTP. */
  static void open(BankHouse house) throws Exception {
    var next = new int[1];
    Supplier<byte[]> requests =
        () -> HttpLoad.post("/bank", "{\"id\":%d,\"cents\":1000000000}".formatted(next[0]++));
    try (var load = new HttpLoad(house.address(), 256, requests)) {
      while (next[0] < ACCOUNTS) load.run(Duration.ofMillis(200));
    }
  }
}
