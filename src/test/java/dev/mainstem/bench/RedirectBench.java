package dev.mainstem.bench;

import dev.mainstem.house.RunningJar;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Following short links: our listener over its tables, clicks counted, against nginx (where it is
 * installed) answering the same 302s from a {@code map} with a buffered access log. Same load, same
 * links, one listener at a time.
 */
final class RedirectBench implements Benchmark {
  private static final int LINKS = 50_000;
  private static final int CLIENTS = 64;
  private static final Path NGINX = Path.of("/usr/sbin/nginx");

  private static final Duration SETTLING = Duration.ofSeconds(60);
  private static final Pattern TOTAL = Pattern.compile("\"total\":(\\d+)");

  private final HttpClient http = HttpClient.newHttpClient();
  private Path data;
  private RunningJar house;

  @Override
  public List<Contender> contenders() {
    var all = new ArrayList<Contender>();
    all.add(ours("redirects, 50,000 links alike", uniform()));
    all.add(ours("redirects, one link", () -> HttpLoad.get("/s7")));
    if (Files.isExecutable(NGINX)) {
      all.add(nginx("nginx map, 50,000 links alike", uniform()));
      all.add(nginx("nginx map, one link", () -> HttpLoad.get("/s7")));
    } else {
      System.out.println("nginx is not installed: measured without it");
    }
    return all;
  }

  private static Supplier<byte[]> uniform() {
    var random = new Random(11);
    return () -> HttpLoad.get("/s" + random.nextInt(LINKS));
  }

  /** Filled once for all rounds: it idles while others are measured. */
  private RunningJar house() throws IOException {
    if (house != null) return house;
    data = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "redirect");
    house = RunningJar.on(data);
    long began = System.nanoTime();
    shorten(address(house.address("http")));
    System.out.printf("%d links in %.1f s%n", LINKS, (System.nanoTime() - began) / 1e9);
    return house;
  }

  @Override
  public void close() {
    if (house != null) house.close();
  }

  private Contender ours(String name, Supplier<byte[]> requests) {
    return new Contender(
        name,
        "redirects/s",
        round -> {
          long before = counted();
          var load = measure(address(house().address("links.redirect")), requests, round.time());
          settle(before + load.answered());
          return load.perSecond();
        });
  }

  /** Every redirect that was answered is counted, or the figure is worth nothing. */
  private void settle(long expected) throws IOException {
    long began = System.nanoTime();
    long counted = counted();
    while (counted < expected && System.nanoTime() - began < SETTLING.toNanos()) {
      LockSupport.parkNanos(100_000_000);
      counted = counted();
    }
    if (counted != expected) throw new IllegalStateException(counted + " of " + expected);
    System.out.printf("  all counted after %.1f s%n", (System.nanoTime() - began) / 1e9);
  }

  private long counted() throws IOException {
    var asked = HttpRequest.newBuilder(house().address("http").resolve("/rest/v3/visits"));
    try {
      var answer = http.send(asked.build(), HttpResponse.BodyHandlers.ofString()).body();
      var total = TOTAL.matcher(answer);
      if (!total.find()) throw new IOException(answer);
      return Long.parseLong(total.group(1));
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static InetSocketAddress address(URI at) {
    return new InetSocketAddress(at.getHost(), at.getPort());
  }

  private static void shorten(InetSocketAddress server) throws IOException {
    var next = new int[1];
    Supplier<byte[]> bulks = () -> HttpLoad.post("/links/bulk", bulk(next));
    try (var load = new HttpLoad(server, 4, bulks)) {
      while (next[0] < LINKS) load.run(Duration.ofMillis(100));
    }
  }

  private static String bulk(int[] next) {
    var items = new ArrayList<String>();
    for (int i = 0; i < 500; i++) {
      items.add(
          "{\"slug\":\"s%d\",\"target\":\"https://a.example/%d\"}".formatted(next[0], next[0]));
      next[0]++;
    }
    return items.stream().collect(Collectors.joining(",", "{\"links\":[", "]}"));
  }

  private record Load(double perSecond, long answered) {}

  private static Load measure(InetSocketAddress server, Supplier<byte[]> requests, Duration time)
      throws IOException {
    try (var load = new HttpLoad(server, CLIENTS, requests)) {
      load.run(Duration.ofSeconds(3));
      var figures = load.run(time);
      if (figures.refused() > 0) throw new IllegalStateException("not all led on: " + figures);
      System.out.printf("  p50 %.0f us, p99 %.0f us%n", figures.p50Us(), figures.p99Us());
      return new Load(figures.perSecond(), load.answered());
    }
  }

  private static Contender nginx(String name, Supplier<byte[]> requests) {
    return new Contender(
        name,
        "redirects/s",
        round -> {
          try (var peer = NginxPeer.on(round.scratch(), LINKS)) {
            return measure(peer.address(), requests, round.time()).perSecond();
          }
        });
  }
}
