package dev.mainstem.bench;

import dev.mainstem.house.RunningJar;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * How fast a broadcast is planned over everybody there is: an audience of three interests, with
 * preferences and quiet hours. {@code -Dpeople=1000000} says how many; the house is filled once.
 * Planning ends when every chunk is decided; what is sent after that is called off.
 */
final class BroadcastBench implements Benchmark {
  private static final int PEOPLE = Integer.getInteger("people", 1_000_000);
  private static final int CLIENTS = 64;
  private static final int INTERESTS = 20;
  private static final String[] ZONES = {"Europe/Berlin", "Asia/Tokyo", "America/New_York"};

  private final HttpClient client = HttpClient.newHttpClient();
  private RunningJar house;

  @Override
  public List<Contender> contenders() {
    return List.of(
        planned("three interests of twenty", "i1 and (i2 or i3)"),
        planned("everybody", "everyone"),
        planned("nobody", "i1 and not everyone"));
  }

  private Contender planned(String name, String audience) {
    return new Contender(
        name,
        "people/s",
        round -> {
          fill();
          long began = System.nanoTime();
          var opened = ask("POST", "/notifications/broadcasts", news(audience));
          var id = opened.replaceAll(".*?\"id\":\"(\\w+)\".*", "$1");
          var path = "/notifications/broadcasts/" + id;
          while (!planned(ask("GET", path + "/progress", ""))) Thread.onSpinWait();
          double seconds = (System.nanoTime() - began) / 1e9;
          System.out.printf("  %s: planned in %.2f s%n", name, seconds);
          if (!ask("GET", path, "").contains("done")) ask("POST", path + "/cancel", "{}");
          return PEOPLE / seconds;
        });
  }

  private static String news(String audience) {
    return "{\"audience\":\"%s\",\"scope\":\"news\",\"channels\":[\"webhook\"],".formatted(audience)
        + "\"subject\":\"s\",\"text\":\"t\"}";
  }

  private static boolean planned(String progress) {
    var next = progress.replaceAll(".*\"next\":(\\d+).*", "$1");
    var chunks = progress.replaceAll(".*\"chunks\":(\\d+).*", "$1");
    return next.equals(chunks) && !chunks.equals("0");
  }

  private String ask(String method, String path, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(house.address("http") + path))
            .method(method, BodyPublishers.ofString(body));
    if (!body.isEmpty()) request.header("Content-Type", "application/json");
    var answer = client.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) throw new IllegalStateException(path + answer.body());
    return answer.body();
  }

  private void fill() throws IOException {
    if (house != null) return;
    var data = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "broadcast");
    house = RunningJar.on(data);
    var at = house.address("http");
    var next = new int[1];
    Supplier<byte[]> people = () -> HttpLoad.put("/notifications/people/p" + next[0], person(next));
    long began = System.nanoTime();
    var address = new InetSocketAddress(at.getHost(), at.getPort());
    try (var load = new HttpLoad(address, CLIENTS, people)) {
      while (next[0] < PEOPLE) load.run(Duration.ofMillis(200));
    }
    System.out.printf("%,d people in %.0f s%n", next[0], (System.nanoTime() - began) / 1e9);
  }

  private static String person(int[] next) {
    int n = next[0]++;
    int first = n % INTERESTS;
    // Three that differ: sets with the same word twice are refused.
    int second = (first + 1 + n / 3 % 9) % INTERESTS;
    int third = (first + 10 + n / 7 % 9) % INTERESTS;
    var interests = "\"i%d\",\"i%d\",\"i%d\"".formatted(first, second, third);
    var quiet = n % 4 == 0 ? ",\"quiet\":{\"from\":\"22:00\",\"to\":\"07:00\"}" : "";
    return "{\"webhook\":true,\"interests\":[%s],\"attributes\":{},\"zone\":\"%s\"%s}"
        .formatted(interests, ZONES[n % ZONES.length], quiet);
  }

  @Override
  public void close() {
    if (house != null) house.close();
  }
}
