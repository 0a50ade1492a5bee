package dev.mainstem.house;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * One client of a house that is going to be killed: it makes, changes, retires and follows links,
 * one request after the other, and keeps what it was told. Ends with the house. Owned by its thread
 * until that has ended.
 */
final class CrashClient implements Runnable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Pattern SLUG = Pattern.compile("\"slug\":\"([^\"]+)\"");
  private static final Pattern CLICKS = Pattern.compile("\"clicks\":(\\d+)");

  private final Street street;
  private final String name;
  private final SplittableRandom random;
  private final List<CrashLink> links = new ArrayList<>();
  private final List<Deed> told = new ArrayList<>();
  private Deed pending;
  private int made;

  /**
   * What the clients of one round share.
   *
   * @param races slugs that several clients wish for at once
   */
  record Street(
      HttpClient http,
      URI api,
      URI redirects,
      AtomicInteger turns,
      Map<String, CrashRace> races,
      int clients) {
    static Street of(HttpClient http, RunningJar jar, int clients) {
      var turns = new AtomicInteger();
      var api = jar.address("http");
      var redirects = jar.address("links.redirect");
      return new Street(http, api, redirects, turns, new ConcurrentHashMap<>(), clients);
    }

    HttpResponse<String> ask(Deed deed) throws IOException {
      var request =
          HttpRequest.newBuilder(api.resolve(deed.path()))
              .method(deed.method(), BodyPublishers.ofString(deed.body()))
              .header("Content-Type", "application/json")
              .header("Idempotency-Key", deed.key());
      return send(request);
    }

    HttpResponse<String> get(String path) throws IOException {
      return send(HttpRequest.newBuilder(api.resolve(path)));
    }

    /** Where the link leads, or null; with HEAD it is no visit. */
    String follow(String method, String slug) throws IOException {
      var request =
          HttpRequest.newBuilder(redirects.resolve("/" + slug))
              .method(method, BodyPublishers.noBody())
              .header("User-Agent", "Mozilla/5.0");
      return send(request).headers().firstValue("Location").orElse(null);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
      try {
        return http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
  }

  /**
   * A request that is to happen once.
   *
   * @param answer what came back, or null while nothing has
   * @param link what it is about, or null if it is one of a race
   */
  record Deed(String method, String path, String body, String key, Told answer, CrashLink link) {
    Deed answered(HttpResponse<String> response) {
      return new Deed(method, path, body, key, Told.of(response), link);
    }

    String target() {
      return body.replaceAll(".*\"target\":\"([^\"]+)\".*", "$1");
    }
  }

  /** What is the same whenever the same is asked again. */
  record Told(int status, String body, String position, String location) {
    static Told of(HttpResponse<String> response) {
      return new Told(
          response.statusCode(),
          response.body(),
          response.headers().firstValue("Mainstem-Position").orElse(""),
          response.headers().firstValue("Location").orElse(""));
    }

    boolean yes() {
      return status / 100 == 2;
    }

    String slug() {
      var found = SLUG.matcher(body);
      return found.find() ? found.group(1) : "";
    }
  }

  CrashClient(Street street, String name, long seed) {
    this.street = street;
    this.name = name;
    this.random = new SplittableRandom(seed);
  }

  @Override
  public void run() {
    try {
      for (; ; ) one();
    } catch (IOException killed) {
      return;
    }
  }

  private void one() throws IOException {
    int what = random.nextInt(12);
    var live = links.stream().filter(link -> !link.retired()).toList();
    if (what < 3 || live.isEmpty()) shorten();
    else if (what < 5) race();
    else if (what < 7) retarget(live.get(random.nextInt(live.size())));
    else if (what < 8) retire(live.get(random.nextInt(live.size())));
    else if (what < 11) follow(live.get(random.nextInt(live.size())));
    else look(live.get(random.nextInt(live.size())));
  }

  private String target() {
    return "https://example.org/" + name + "/" + made++;
  }

  private Told ask(String method, String path, String body, CrashLink link) throws IOException {
    pending = new Deed(method, path, body, name + "-" + made++, null, link);
    var answer = pending.answered(street.ask(pending));
    pending = null;
    told.add(answer);
    return answer.answer();
  }

  private void shorten() throws IOException {
    var target = target();
    boolean wished = random.nextBoolean();
    var link = new CrashLink(target);
    if (wished) link.called("own-" + name + "-" + made);
    var slug = wished ? ",\"slug\":\"" + link.slug() + "\"" : "";
    links.add(link);
    var answer = ask("POST", "/links", "{\"target\":\"" + target + "\"" + slug + "}", link);
    if (answer.status() != 201) throw new AssertionError("not shortened: " + answer);
    link.called(answer.slug());
    link.sure(target);
  }

  private void race() throws IOException {
    int number = street.turns().getAndIncrement() / street.clients();
    var slug = "race-" + name.substring(0, name.indexOf('-')) + "-" + number;
    var race = street.races().computeIfAbsent(slug, CrashRace::new);
    var target = target();
    race.asks(target);
    var body = "{\"target\":\"" + target + "\",\"slug\":\"" + slug + "\"}";
    race.told(target, ask("POST", "/links", body, null).status());
  }

  private void retarget(CrashLink link) throws IOException {
    var target = target();
    link.maybe(target);
    var answer = ask("PUT", "/links/" + link.slug(), "{\"target\":\"" + target + "\"}", link);
    if (answer.status() != 200) throw new AssertionError("not retargeted: " + answer);
    link.sure(target);
  }

  private void retire(CrashLink link) throws IOException {
    link.maybeRetired();
    var answer = ask("DELETE", "/links/" + link.slug(), "", link);
    if (answer.status() != 204) throw new AssertionError("not retired: " + answer);
    link.surelyRetired();
  }

  private void follow(CrashLink link) throws IOException {
    link.follows();
    var target = street.follow("GET", link.slug());
    link.followed(System.nanoTime());
    if (!link.leadsTo(target)) throw new AssertionError(link + " leads to " + target);
  }

  private void look(CrashLink link) throws IOException {
    var shown = street.get("/links/" + link.slug());
    link.shown(clicks(shown));
  }

  static long clicks(HttpResponse<String> link) {
    var found = CLICKS.matcher(link.body());
    if (!found.find()) throw new AssertionError(link.statusCode() + " " + link.body());
    return Long.parseLong(found.group(1));
  }

  List<CrashLink> links() {
    return links;
  }

  /** What was asked and answered. */
  List<Deed> told() {
    return told;
  }

  /** What was asked and never answered, or null. */
  Deed pending() {
    return pending;
  }
}
