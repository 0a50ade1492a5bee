package dev.mainstem.bench;

import dev.mainstem.house.RunningJar;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * The real jar killed with -9 over a log of so many events ({@code -Drestart.events}, 10 million
 * unless told), each a link shortened: how long from starting the process to "ready". Each round
 * first shortens and follows links for as long as a round takes, so that there is a tail to fold
 * again.
 */
final class RestartBench implements Benchmark {
  private static final long EVENTS = Long.getLong("restart.events", 10_000_000);
  private static final int CLIENTS = 64;

  private final Random random = new Random(5);
  private Path data;
  private int links;

  @Override
  public List<Contender> contenders() {
    return List.of(
        new Contender("ready after kill -9, %,d events".formatted(EVENTS), "ms", this::restart),
        new Contender("ready on an empty directory", "ms", round -> ready(round.scratch())));
  }

  private double restart(Contender.Round round) throws IOException {
    if (data == null) fill();
    try (var house = RunningJar.on(data)) {
      shorten(house, round.time());
      follow(house, round.time());
      house.kill9();
    }
    return ready(data);
  }

  /** Filled once for all rounds. */
  private void fill() throws IOException {
    data = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "restart");
    long began = System.nanoTime();
    try (var house = RunningJar.on(data)) {
      while (links < EVENTS) shorten(house, Duration.ofSeconds(1));
      System.out.printf("%,d links in %.0f s%n", links, (System.nanoTime() - began) / 1e9);
    }
  }

  private void follow(RunningJar house, Duration time) throws IOException {
    Supplier<byte[]> follows = () -> HttpLoad.get("/s" + random.nextInt(links));
    try (var load = new HttpLoad(address(house, "links.redirect"), CLIENTS, follows)) {
      load.run(time);
    }
  }

  private void shorten(RunningJar house, Duration time) throws IOException {
    Supplier<byte[]> bulks = () -> HttpLoad.post("/links/bulk", bulk());
    try (var load = new HttpLoad(address(house, "http"), 4, bulks)) {
      load.run(time);
    }
  }

  private String bulk() {
    var items = new StringBuilder();
    for (int i = 0; i < 500; i++, links++) {
      if (i > 0) items.append(',');
      items.append(
          "{\"slug\":\"s%d\",\"target\":\"https://a.example/%d\"}".formatted(links, links));
    }
    return "{\"links\":[" + items + "]}";
  }

  private static InetSocketAddress address(RunningJar house, String door) {
    URI at = house.address(door);
    return new InetSocketAddress(at.getHost(), at.getPort());
  }

  private static double ready(Path directory) {
    long began = System.nanoTime();
    try (var house = RunningJar.on(directory)) {
      return (System.nanoTime() - began) / 1e6;
    }
  }
}
