package dev.mainstem.systems.links;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mainstem.house.RunningJar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A viral post, on the real jar: links are made by many at once, some of them racing for the same
 * slugs, one is followed by everybody, and the house is killed twice in the middle. {@code
 * -Dfull=true} is its full size.
 */
class LinksScenarioIT {
  private static final Logger LOG = LoggerFactory.getLogger(LinksScenarioIT.class);
  private static final boolean FULL = Boolean.getBoolean("full");
  private static final int CLIENTS = 32;
  private static final int LINKS = FULL ? 200_000 : 8_000;
  private static final int CLICKS = FULL ? 300_000 : 14_000;
  private static final int OTHER_CLICKS = FULL ? 50_000 : 2_000;
  private static final int RACED = 100;

  /** Of so many links made one after the other, the first twentieth races for one slug. */
  private static final int BLOCK = LINKS / RACED;

  private static final int RACING = BLOCK / 20;
  private static final String VIRAL = "viral";
  private static final String[] COUNTRIES = {"DE", "FR", "SE", "BR", "IN"};

  @TempDir private Path data;

  /** Where each link leads that somebody was told of, and who was told to have won a raced slug. */
  private final Map<String, String> led = new ConcurrentHashMap<>();

  private final Map<String, AtomicInteger> winners = new ConcurrentHashMap<>();
  private final Clicked viral = new Clicked();
  private final Clicked others = new Clicked();
  private RunningJar jar;

  /** Clicks that were asked for, and those that were answered. */
  private static final class Clicked {
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
  }

  @Test
  void a_viral_post_leads_nobody_astray_and_is_counted() throws Exception {
    try {
      start();
      make(VIRAL, "https://post.example/");
      shortenAndBeKilled();
      everythingLeadsWhereItWasSaid();
      clickAndBeKilled();
      everythingLeadsWhereItWasSaid();
      long before = visits();
      clickInPeace();
      jar.terminate();
      start();
      assertEquals(before + CLICKS / 10, visits(), "an orderly end loses nothing");
      statsSumToTheTotal();
    } catch (AssertionError e) {
      throw new AssertionError(jar == null ? "" : jar.output(), e);
    } finally {
      if (jar != null) jar.close();
    }
  }

  private void start() throws Exception {
    var places = new MaxMindFile();
    for (int i = 0; i < COUNTRIES.length; i++) {
      places.with("81.2." + i + ".0", 24, COUNTRIES[i], "");
    }
    var file = places.at(data.resolveSibling(data.getFileName() + ".mmdb"));
    jar =
        RunningJar.on(
            data,
            "--set",
            "links.redirect.forwarded=true",
            "--set",
            "links.geo.file=" + file,
            "--set",
            "disk.min-free-mb=0",
            "--set",
            "disk.min-free-percent=0");
  }

  /** One thing a client does. */
  private interface Deed {
    void done(Wire wire, int number) throws Exception;
  }

  /** All clients at once, until all is done or the house is gone; answers how much was done. */
  private int all(String door, int deeds, Deed deed) throws InterruptedException {
    var next = new AtomicInteger();
    var done = new AtomicInteger();
    var failed = new ArrayList<Throwable>();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < CLIENTS; i++) {
      var thread =
          new Thread(
              () -> {
                try (var wire = new Wire(jar.address(door))) {
                  for (int n = next.getAndIncrement(); n < deeds; n = next.getAndIncrement()) {
                    deed.done(wire, n);
                    done.incrementAndGet();
                  }
                } catch (Wire.Gone killed) {
                  return;
                } catch (Throwable failure) {
                  synchronized (failed) {
                    failed.add(failure);
                  }
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (var thread : threads) thread.join();
    if (!failed.isEmpty()) throw new AssertionError(failed.size() + " failed", failed.get(0));
    return done.get();
  }

  private void make(String slug, String target) throws Exception {
    try (var wire = new Wire(jar.address("http"))) {
      assertEquals(201, wire.post("/links", link(slug, target)).status());
    }
    led.put(slug, target);
  }

  private static String link(String slug, String target) {
    var wished = slug.isEmpty() ? "" : ",\"slug\":\"" + slug + "\"";
    return "{\"target\":\"" + target + "\"" + wished + "}";
  }

  /** When half of all are made, the house is killed; then the rest is made. */
  private void shortenAndBeKilled() throws Exception {
    var half = new CountDownLatch(LINKS / 2);
    var killer = killer(half);
    all("http", LINKS, (wire, n) -> shorten(wire, n, half));
    assertEquals(0, half.getCount(), "the clients ended before the house");
    killer.join();
    LOG.info("killed when {} of {} links were made", led.size(), LINKS);
    start();
    int rest = LINKS - LINKS / 2;
    assertEquals(rest, all("http", rest, (wire, n) -> shorten(wire, LINKS / 2 + n, half)));
    everyRaceHasOneWinner();
  }

  /** Who was asking when the house was killed may have won and not know it. */
  private void everyRaceHasOneWinner() {
    int unknown = 0;
    try (var wire = new Wire(jar.address("links.redirect"))) {
      for (int i = 0; i < RACED; i++) {
        var slug = "raced-" + i;
        int won = winners.getOrDefault(slug, new AtomicInteger()).get();
        assertTrue(won <= 1, slug + " was won " + won + " times");
        if (won == 0) unknown++;
        assertEquals(302, wire.head("/" + slug).status(), "nobody won " + slug);
      }
    }
    assertTrue(unknown <= CLIENTS, unknown + " races without a winner who knows it");
  }

  private Thread killer(CountDownLatch when) {
    var thread =
        new Thread(
            () -> {
              try {
                when.await();
                jar.kill9();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void shorten(Wire wire, int n, CountDownLatch made) throws Exception {
    var raced = n % BLOCK < RACING ? "raced-" + n / BLOCK : "";
    var target = "https://a.example/" + n;
    var answer = wire.post("/links", link(raced, target));
    made.countDown();
    if (answer.status() == 409 && !raced.isEmpty()) return;
    assertEquals(201, answer.status(), answer.body());
    var slug = new ObjectMapper().readTree(answer.body()).path("slug").asText();
    var before = led.putIfAbsent(slug, target);
    assertEquals(null, before, slug + " was given twice");
    if (!raced.isEmpty())
      winners.computeIfAbsent(raced, r -> new AtomicInteger()).incrementAndGet();
  }

  private void everythingLeadsWhereItWasSaid() throws Exception {
    var all = List.copyOf(led.entrySet());
    Deed look =
        (wire, n) -> {
          var answer = wire.head("/" + all.get(n).getKey());
          assertEquals(302, answer.status(), all.get(n)::toString);
          assertEquals(all.get(n).getValue(), answer.location());
        };
    assertEquals(all.size(), all("links.redirect", all.size(), look));
  }

  /** Most on one link, some on the others; killed while many are under way. */
  private void clickAndBeKilled() throws Exception {
    var slugs = List.copyOf(led.keySet());
    var most = new CountDownLatch((CLICKS + OTHER_CLICKS) * 3 / 4);
    var watch = new Watch();
    clickInPeace();
    watch.untilWritten();
    var watcher = new Thread(watch, "watch");
    watcher.start();
    var killer = killer(most);
    all("links.redirect", CLICKS + OTHER_CLICKS, (wire, n) -> click(wire, n, slugs, most));
    assertEquals(0, most.getCount(), "the clients ended before the house");
    killer.join();
    watcher.join();
    start();
    long counted = visits();
    int asked = viral.asked.get() + others.asked.get();
    int answered = viral.answered.get() + others.answered.get();
    LOG.info("{} clicks answered, {} surely written, {} counted", answered, watch.surely, counted);
    assertTrue(watch.surely >= CLICKS / 10, "what was clicked in peace was written");
    assertTrue(counted >= watch.surely, counted + " counted of " + watch.surely);
    assertTrue(counted <= asked, counted + " counted of " + asked + " that were asked");
    reconcile(asked, answered, counted);
  }

  /** In a quiet house nothing is asked or at risk that is not known: the figures must agree. */
  private void reconcile(int asked, int answered, long counted) throws Exception {
    long atRisk = figure();
    assertEquals(0, atRisk, "nothing is under way");
    assertTrue(asked - answered <= CLIENTS, "each client waits for one answer");
    long people = clicks(VIRAL);
    assertTrue(people <= viral.asked.get(), people + " of " + viral.asked.get());
    assertTrue(people <= counted);
  }

  private void click(Wire wire, int n, List<String> slugs, CountDownLatch most) {
    boolean one = n % 7 != 0;
    var of = one ? viral : others;
    var slug = one ? VIRAL : slugs.get(n % slugs.size());
    of.asked.incrementAndGet();
    var answer = wire.follow("/" + slug, "81.2." + n % COUNTRIES.length + "." + n % 200);
    assertEquals(302, answer.status(), slug);
    of.answered.incrementAndGet();
    most.countDown();
  }

  private void clickInPeace() throws Exception {
    var never = new CountDownLatch(Integer.MAX_VALUE);
    Deed click = (wire, n) -> click(wire, n, List.of(VIRAL), never);
    assertEquals(CLICKS / 10, all("links.redirect", CLICKS / 10, click));
  }

  /**
   * Looks at what is at risk while clicks come. Whatever was answered before it looked is either at
   * risk or written, and what is written stays.
   */
  private final class Watch implements Runnable {
    private volatile long surely;
    private volatile int seen;

    /** However slow the house is, some of what it is killed over is known to be written. */
    void untilWritten() throws Exception {
      int answered = viral.answered.get() + others.answered.get();
      try (var wire = new Wire(jar.address("http"))) {
        for (; surely < answered; seen++) surely = answered - figure(wire);
      }
    }

    @Override
    public void run() {
      try (var wire = new Wire(jar.address("http"))) {
        for (; ; seen++) {
          int answered = viral.answered.get() + others.answered.get();
          surely = Math.max(surely, answered - figure(wire));
        }
      } catch (Exception killed) {
        LOG.info("looked {} times", seen);
      }
    }
  }

  private long figure() throws Exception {
    try (var wire = new Wire(jar.address("http"))) {
      return figure(wire);
    }
  }

  private static long figure(Wire wire) throws Exception {
    var text = wire.get("/metrics").body();
    return text.lines()
        .filter(line -> line.startsWith("links_clicks_at_risk "))
        .map(line -> (long) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(text));
  }

  private JsonNode json(String path) throws Exception {
    try (var wire = new Wire(jar.address("http"))) {
      var answer = wire.get(path);
      assertEquals(200, answer.status(), answer.body());
      return new ObjectMapper().readTree(answer.body());
    }
  }

  private long visits() throws Exception {
    return json("/rest/v3/visits").path("visits").path("nonOrphanVisits").path("total").asLong();
  }

  private long clicks(String slug) throws Exception {
    return json("/links/" + slug).path("clicks").asLong();
  }

  private void statsSumToTheTotal() throws Exception {
    var stats = json("/links/" + VIRAL + "/clicks/stats?by=country&step=day");
    var countries = new HashMap<String, Long>();
    for (var each : stats.path("by").path("country")) {
      countries.merge(each.path("value").asText(), each.path("people").asLong(), Long::sum);
    }
    long total = clicks(VIRAL);
    assertEquals(COUNTRIES.length, countries.size(), countries::toString);
    assertEquals(
        total, countries.values().stream().mapToLong(Long::longValue).sum(), stats::toString);
    assertEquals(0, figure());
  }
}
