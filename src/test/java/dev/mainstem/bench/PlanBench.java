package dev.mainstem.bench;

import dev.mainstem.house.RunningJar;
import dev.mainstem.systems.notifications.PeopleLoad;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * How fast a broadcast is planned over everybody there is: an audience of three interests, with
 * preferences and quiet hours. {@code -Dpeople=1000000} says how many; the house is filled once.
 * Planning ends when every chunk is decided; what is sent after that is called off. Beside it, what
 * more of the heap was in use after the collections in between than before.
 */
final class PlanBench implements Benchmark {
  private static final int PEOPLE = Integer.getInteger("people", 1_000_000);

  private static final long LOOK_NANOS = 10_000_000;

  /** What a collection leaves, of which heap: {@code 50M->20M(128M)}. */
  private static final Pattern LEFT = Pattern.compile("\\d+M->(\\d+)M\\(\\d+M\\)");

  private final HttpClient client = HttpClient.newHttpClient();
  private Path collections;
  private int seen;
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
          double before = collected();
          long began = System.nanoTime();
          var opened = ask("POST", "/notifications/broadcasts", news(audience));
          var id = opened.replaceAll(".*?\"id\":\"(\\w+)\".*", "$1");
          var path = "/notifications/broadcasts/" + id;
          while (!planned(ask("GET", path + "/progress", ""))) LockSupport.parkNanos(LOOK_NANOS);
          double seconds = (System.nanoTime() - began) / 1e9;
          double most = lately();
          System.out.printf(
              "  %s: planned in %.2f s, in use after collections %.0f MiB, before %.0f MiB%n",
              name, seconds, most, before);
          // What is over by now is refused, and need not be called off.
          send("POST", path + "/cancel", "{}");
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
    var answer = send(method, path, body);
    if (answer.statusCode() / 100 != 2) throw new IllegalStateException(path + answer.body());
    return answer.body();
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(house.address("http") + path))
            .method(method, BodyPublishers.ofString(body));
    if (!body.isEmpty()) request.header("Content-Type", "application/json");
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** Has everything unused collected; MiB of the heap in use then. */
  private double collected() throws IOException, InterruptedException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    lately();
    new ProcessBuilder(jcmd, house.pid() + "", "GC.run").start().waitFor();
    return lately();
  }

  /** The most that was in use after a collection since it was last looked, in MiB. */
  private double lately() throws IOException {
    var all = Files.readString(collections);
    var left = LEFT.matcher(all.substring(seen));
    seen = all.length();
    double most = 0;
    while (left.find()) most = Math.max(most, Long.parseLong(left.group(1)));
    return most;
  }

  /** A small young generation, so that what is in use is often looked at. */
  private void fill() throws Exception {
    if (house != null) return;
    var data = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "plan");
    long began = System.nanoTime();
    PeopleLoad.fill(data, PEOPLE);
    System.out.printf("  %,d people in %.0f s%n", PEOPLE, (System.nanoTime() - began) / 1e9);
    collections = data.resolve("gc.log");
    var log = "-Xlog:gc:file=" + collections + "::filecount=0";
    System.setProperty("mainstem.jvm", "-XX:+UseSerialGC -Xmn16m -Xmx512m " + log);
    house = RunningJar.on(data);
  }

  @Override
  public void close() {
    if (house != null) house.close();
  }
}
