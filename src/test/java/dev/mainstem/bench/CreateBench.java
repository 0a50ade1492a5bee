package dev.mainstem.bench;

import dev.mainstem.house.RunningJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Shortening: a link at a time by many clients, each answered after the force and then found by its
 * slug, its words, its target and its time; against PostgreSQL inserting a row with a unique slug
 * in a transaction each, as many connections.
 */
final class CreateBench implements Benchmark {
  private static final int CLIENTS = 64;

  private final PostgresPeer postgres;

  CreateBench() {
    try {
      postgres = new PostgresPeer(1);
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("no PostgreSQL to compare with", e);
    }
  }

  @Override
  public List<Contender> contenders() {
    return List.of(ours(CLIENTS), theirs(CLIENTS), ours(1), theirs(1));
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Contender theirs(int clients) {
    return new Contender(
        "PostgreSQL inserts, " + clients + " clients",
        "links/s",
        round -> postgres.shorten(clients, round.time()));
  }

  private static Contender ours(int clients) {
    return new Contender(
        "links made, " + clients + " clients", "links/s", round -> measure(clients, round));
  }

  /** Codes are generated, as mostly they are; targets are all different. */
  private static double measure(int clients, Contender.Round round) throws IOException {
    var next = new AtomicLong();
    Supplier<byte[]> requests =
        () -> {
          long n = next.incrementAndGet();
          return HttpLoad.post("/links", "{\"target\":\"https://a.example/" + n + "\"}");
        };
    try (var house = RunningJar.on(round.scratch().toAbsolutePath())) {
      var at = house.address("http");
      var server = new InetSocketAddress(at.getHost(), at.getPort());
      try (var load = new HttpLoad(server, clients, requests)) {
        load.run(Duration.ofSeconds(3));
        var figures = load.run(round.time());
        if (figures.refused() > 0) throw new IllegalStateException("refused: " + figures);
        System.out.printf("  p50 %.0f us, p99 %.0f us%n", figures.p50Us(), figures.p99Us());
        return figures.perSecond();
      }
    }
  }
}
