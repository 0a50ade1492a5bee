package dev.mainstem.bench;

import dev.mainstem.house.RunningJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Shortening: a link at a time by many clients, each answered after the force and then found by its
 * slug, its words, its target and its time; against PostgreSQL inserting a row with a unique slug
 * in a transaction each, as many connections.
 */
final class CreateBench implements Benchmark {
  private static final int CLIENTS = 64;

  private final PostgresPeer postgres;
  private final AtomicLong made = new AtomicLong();
  private RunningJar house;

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
    if (house != null) house.close();
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

  private Contender ours(int clients) {
    return new Contender(
        "links made, " + clients + " clients", "links/s", round -> measure(clients, round));
  }

  /** One house for all rounds: it is as warm as the other, and no emptier. */
  private RunningJar house() throws IOException {
    if (house != null) return house;
    house = RunningJar.on(Files.createTempDirectory(Path.of("target").toAbsolutePath(), "create"));
    return house;
  }

  /** Codes are generated, as mostly they are; targets are all different. */
  private double measure(int clients, Contender.Round round) throws IOException {
    var at = house().address("http");
    var server = new InetSocketAddress(at.getHost(), at.getPort());
    try (var load = new HttpLoad(server, clients, this::link)) {
      load.run(Duration.ofSeconds(3));
      var figures = load.run(round.time());
      if (figures.refused() > 0) throw new IllegalStateException("refused: " + figures);
      System.out.printf("  p50 %.0f us, p99 %.0f us%n", figures.p50Us(), figures.p99Us());
      return figures.perSecond();
    }
  }

  private byte[] link() {
    var target = "https://a.example/" + made.incrementAndGet();
    return HttpLoad.post("/links", "{\"target\":\"" + target + "\"}");
  }
}
