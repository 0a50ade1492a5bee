package dev.mainstem.bench;

import dev.mainstem.house.RunningJar;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The same redirects over few links and over many: what a table of rows on the disk with a bounded
 * cache before it costs when it grows. {@code -Dlinks=10000,1000000} says how many; every house is
 * filled once. Most visits go to few of the links, as they do (Zipf's law, exponent 1), and each
 * again to any.
 */
final class FlatBench implements Benchmark {
  private static final int CLIENTS = 64;
  private static final int BULK = 1_000;

  private final Map<Integer, RunningJar> houses = new LinkedHashMap<>();

  @Override
  public List<Contender> contenders() {
    var sizes = System.getProperty("links", "10000,1000000").split(",");
    var all = new ArrayList<Contender>();
    Stream.of(sizes).map(Integer::valueOf).forEach(links -> all.add(zipf(links)));
    Stream.of(sizes).map(Integer::valueOf).forEach(links -> all.add(alike(links)));
    return all;
  }

  private Contender zipf(int links) {
    var random = new Random(11);
    return contender(
        "Zipf over %,d links".formatted(links),
        links,
        () -> HttpLoad.get("/s" + (int) (Math.pow(links, random.nextDouble()) - 1)));
  }

  private Contender alike(int links) {
    var random = new Random(12);
    return contender(
        "%,d links alike".formatted(links),
        links,
        () -> HttpLoad.get("/s" + random.nextInt(links)));
  }

  private Contender contender(String name, int links, Supplier<byte[]> requests) {
    return new Contender(
        name,
        "redirects/s",
        round -> {
          var house = house(links);
          try (var load = new HttpLoad(address(house, "links.redirect"), CLIENTS, requests)) {
            load.run(Duration.ofSeconds(3));
            var figures = load.run(round.time());
            if (figures.refused() > 0) throw new IllegalStateException("astray: " + figures);
            System.out.printf("  p50 %.0f us, p99 %.0f us%n", figures.p50Us(), figures.p99Us());
            return figures.perSecond();
          }
        });
  }

  private RunningJar house(int links) throws IOException {
    var known = houses.get(links);
    if (known != null) return known;
    var data = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "flat");
    var house = RunningJar.on(data);
    houses.put(links, house);
    long began = System.nanoTime();
    var next = new int[1];
    Supplier<byte[]> bulks = () -> HttpLoad.post("/links/bulk", bulk(next, links));
    try (var load = new HttpLoad(address(house, "http"), 4, bulks)) {
      while (next[0] < links) load.run(Duration.ofMillis(200));
    }
    System.out.printf("%,d links in %.0f s%n", links, (System.nanoTime() - began) / 1e9);
    return house;
  }

  /** The last ones are made twice over, which a bulk says and does not mind. */
  private static String bulk(int[] next, int links) {
    var items = new ArrayList<String>();
    for (int i = 0; i < BULK; i++, next[0]++) {
      int n = Math.min(next[0], links - 1);
      items.add("{\"slug\":\"s%d\",\"target\":\"https://a.example/%d\"}".formatted(n, n));
    }
    return items.stream().collect(Collectors.joining(",", "{\"links\":[", "]}"));
  }

  private static InetSocketAddress address(RunningJar house, String door) {
    var at = house.address(door);
    return new InetSocketAddress(at.getHost(), at.getPort());
  }

  @Override
  public void close() {
    houses.values().forEach(RunningJar::close);
  }
}
