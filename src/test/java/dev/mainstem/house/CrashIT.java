package dev.mainstem.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.house.CrashClient.Deed;
import dev.mainstem.house.CrashClient.Told;
import dev.mainstem.log.LogReader;
import dev.mainstem.log.RealDisk;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The real jar is killed under load, again and again on the same data; whatever anybody was told
 * before stays true after. {@code -Dcrash.rounds} and {@code -Dcrash.seed} say how often and which.
 */
class CrashIT {
  private static final Logger LOG = LoggerFactory.getLogger(CrashIT.class);
  private static final int ROUNDS = Integer.getInteger("crash.rounds", 8);
  private static final long SEED = Long.getLong("crash.seed", System.nanoTime());
  private static final int CLIENTS = 6;
  private static final int AGAIN = 40;
  private static final Duration RESTART_USUAL = Duration.ofSeconds(4);
  private static final Duration RESTART_MAX = Duration.ofSeconds(15);

  /** A click answered this long before the kill has long been written. */
  private static final long SURELY_WRITTEN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final String[] ARGUMENTS = {
    "--set", "disk.min-free-mb=0", "--set", "disk.min-free-percent=0"
  };

  @TempDir private Path data;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<CrashLink> links = new ArrayList<>();
  private final List<CrashRace> races = new ArrayList<>();
  private final Map<String, String> positions = new HashMap<>();
  private RunningJar jar;
  private int round;
  private long slowest;
  private long asked;

  @Test
  void what_anybody_was_told_before_a_kill_is_true_after_it() throws Exception {
    try {
      start();
      for (round = 1; round <= ROUNDS; round++) round();
      everything();
      jar.terminate();
      nothingTwice();
      LOG.info(
          "{} rounds, {} requests answered, {} links, slowest restart {} ms",
          ROUNDS,
          asked,
          links.size(),
          slowest);
    } catch (AssertionError | IOException e) {
      throw new AssertionError("round " + round + " of -Dcrash.seed=" + SEED, e);
    } finally {
      if (jar != null) jar.close();
    }
  }

  private void start() {
    long began = System.nanoTime();
    jar = RunningJar.on(data, ARGUMENTS);
    var took = Duration.ofNanos(System.nanoTime() - began);
    if (took.compareTo(RESTART_USUAL) > 0) {
      var load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
      LOG.warn("restart {} took {} at load {}; it printed:\n{}", round, took, load, jar.output());
    }
    assertTrue(took.compareTo(RESTART_MAX) < 0, () -> "restart took " + took + jar.output());
    slowest = Math.max(slowest, took.toMillis());
  }

  private void round() throws IOException, InterruptedException {
    var street = CrashClient.Street.of(http, jar, CLIENTS);
    var clients = new ArrayList<CrashClient>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(new CrashClient(street, round + "-" + i, random.nextLong()));
    }
    long killed = underLoad(clients);
    start();
    var after = CrashClient.Street.of(http, jar, CLIENTS);
    for (var race : street.races().values()) holds(after, race);
    for (var client : clients) {
      for (var link : client.links()) holds(after, link);
      for (var link : client.links()) clicked(after, link, killed);
      for (var deed : client.told()) positions.put(deed.key(), deed.answer().position());
      asked += client.told().size();
    }
    for (var client : clients) again(after, client.told());
    for (var client : clients) askedAgain(after, client, street.races());
    for (int i = 0; i < 100 && !links.isEmpty(); i++) {
      holds(after, links.get(random.nextInt(links.size())));
    }
    for (var client : clients) links.addAll(client.links());
    races.addAll(street.races().values());
  }

  /** Answers when it was killed. */
  private long underLoad(List<CrashClient> clients) throws InterruptedException {
    var failures = new ArrayList<Throwable>();
    var threads = new ArrayList<Thread>();
    for (var client : clients) {
      var thread = new Thread(client, "client");
      thread.setUncaughtExceptionHandler((t, failure) -> fails(failures, failure));
      threads.add(thread);
      thread.start();
    }
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(150 + random.nextInt(900));
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    long killed = System.nanoTime();
    jar.kill9();
    for (var thread : threads) thread.join();
    synchronized (failures) {
      if (!failures.isEmpty()) throw new AssertionError(jar.output(), failures.get(0));
    }
    return killed;
  }

  private static void fails(List<Throwable> failures, Throwable failure) {
    synchronized (failures) {
      failures.add(failure);
    }
  }

  private static void holds(CrashClient.Street street, CrashLink link) throws IOException {
    if (link.slug().isEmpty()) return;
    var target = street.follow("HEAD", link.slug());
    assertTrue(link.leadsTo(target), () -> link + " leads to " + target);
    if (!link.retired()) return;
    assertEquals(410, street.get("/links/" + link.slug()).statusCode(), link::toString);
  }

  private static void holds(CrashClient.Street street, CrashRace race) throws IOException {
    var target = street.follow("HEAD", race.slug());
    assertTrue(race.leadsTo(target), () -> race + " leads to " + target);
  }

  /** What was shown was written; what was answered long ago was written; nothing was invented. */
  private static void clicked(CrashClient.Street street, CrashLink link, long killed)
      throws IOException {
    if (!link.made() || link.mayBeRetired()) return;
    long clicks = CrashClient.clicks(street.get("/links/" + link.slug()));
    long least = Math.max(link.shown(), link.answeredBefore(killed - SURELY_WRITTEN_NANOS));
    assertTrue(clicks >= least, () -> clicks + " clicks of at least " + least + " on " + link);
    assertTrue(clicks <= link.visits(), () -> clicks + " of " + link.visits() + " on " + link);
  }

  /** Asked again under the same key, each is answered the same, and nothing more happens. */
  private void again(CrashClient.Street street, List<Deed> told) throws IOException {
    var before = position(street);
    for (int i = 0; i < AGAIN && !told.isEmpty(); i++) {
      var deed = told.get(random.nextInt(told.size()));
      if (!deed.answer().yes()) continue;
      replayed(street.ask(deed), deed.answer());
    }
    assertEquals(before, position(street), "asking again made events");
  }

  private static void replayed(HttpResponse<String> response, Told before) {
    assertEquals(before, Told.of(response));
    assertEquals("true", response.headers().firstValue("Idempotent-Replayed").orElse(""));
  }

  private static String position(CrashClient.Street street) throws IOException {
    var answer = street.get("/links?limit=1");
    return answer.headers().firstValue("Mainstem-Position").orElseThrow();
  }

  /** What was never answered is asked again: it happens once, whether or not it had happened. */
  private void askedAgain(CrashClient.Street street, CrashClient client, Map<String, CrashRace> in)
      throws IOException {
    var deed = client.pending();
    if (deed == null) return;
    var answer = Told.of(street.ask(deed));
    positions.put(deed.key(), answer.position());
    if (deed.link() == null) {
      var slug = deed.body().replaceAll(".*\"slug\":\"([^\"]+)\".*", "$1");
      in.get(slug).told(deed.target(), answer.status());
      holds(street, in.get(slug));
    } else {
      assertTrue(answer.yes(), answer::toString);
      if (deed.method().equals("POST")) deed.link().called(answer.slug());
      if (deed.method().equals("DELETE")) deed.link().surelyRetired();
      else deed.link().sure(deed.target());
      holds(street, deed.link());
    }
    if (answer.yes()) replayed(street.ask(deed), answer);
  }

  private void everything() throws IOException {
    var street = CrashClient.Street.of(http, jar, CLIENTS);
    for (var link : links) holds(street, link);
    for (var race : races) holds(street, race);
  }

  /** In the log itself: no client id occurs twice, and each stands where it was said to stand. */
  private void nothingTwice() {
    var found = new HashMap<String, String>();
    try (var tail = new LogReader(new RealDisk(), data.resolve("log")).tail("main", 0)) {
      for (var frame = tail.next(); frame != null; frame = tail.next()) {
        if (frame.remembered().isEmpty()) continue;
        var key = frame.remembered().get().clientId();
        var before = found.put(key, "main-" + frame.last());
        assertEquals(null, before, "key " + key + " happened twice");
      }
    }
    positions.forEach(
        (key, position) -> {
          if (!position.isEmpty()) assertEquals(position, found.get(key), "key " + key);
        });
  }
}
