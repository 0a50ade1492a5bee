package dev.mainstem.systems.links;

import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Asked;
import dev.mainstem.engine.Bus;
import dev.mainstem.kernel.Caller;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.systems.links.LinkCommand.RecordClicks;
import dev.mainstem.systems.links.Portraits.Came;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clicks on their way into the log: gathered for at most 50 ms or 1,000, made out by a thread of
 * their own, then one command per tenant. Bounded: while the writer is behind, answers wait for
 * room, so that nobody is led anywhere uncounted. Only what the log refuses is lost, counted and
 * said. Safe for all threads.
 */
final class Clicks {
  private static final long GATHER_MS = 50;
  private static final int BATCH = 1_000;
  private static final int MOST = 100_000;
  private static final long SAID_MS = 60_000;

  /** Where nothing was left to be cleared away, it is not looked for again for so long. */
  private static final long SWEEP_MS = 60_000;

  /** With more than this waiting, browsers are named only if they are known already. */
  private static final int HURRY = MOST / 10;

  private static final Logger LOG = LoggerFactory.getLogger(Clicks.class);

  private final Vertx vertx;
  private final Bus bus;
  private final Portraits portraits;
  private final Site site;
  private final long timer;
  private final ExecutorService making = Executors.newSingleThreadExecutor(Clicks::thread);
  private final Set<Future<Void>> sending = ConcurrentHashMap.newKeySet();
  private final Room room = new Room(MOST);
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong said = new AtomicLong();
  private final Map<Tenant, List<Came>> gathered = new HashMap<>();

  /** Until when there is nothing to clear away. */
  private final Map<Tenant, Long> clean = new ConcurrentHashMap<>();

  Clicks(Vertx vertx, Bus bus, Portraits portraits, Site site) {
    this.vertx = vertx;
    this.bus = bus;
    this.portraits = portraits;
    this.site = site;
    this.timer = vertx.setPeriodic(GATHER_MS, tick -> tick());
    making.execute(portraits::load);
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "mainstem-visitors");
    thread.setDaemon(true);
    return thread;
  }

  int atRisk() {
    return room.taken();
  }

  /** Clicks the log refused, since the house was opened. */
  long lost() {
    return lost.get();
  }

  /** See {@link Room#whenRoom}. */
  boolean whenRoom(Runnable answer) {
    return room.whenRoom(answer);
  }

  private void tick() {
    sendAll();
    room.letIn();
  }

  /** Its answer is given next. */
  void add(Tenant tenant, Came came) {
    room.take();
    List<Came> full = null;
    synchronized (gathered) {
      var own = gathered.computeIfAbsent(tenant, t -> new ArrayList<>());
      own.add(came);
      if (own.size() >= BATCH) full = gathered.remove(tenant);
    }
    if (full != null) sendParts(tenant, full);
  }

  private void sendAll() {
    Map<Tenant, List<Came>> all;
    synchronized (gathered) {
      if (gathered.isEmpty()) return;
      all = new HashMap<>(gathered);
      gathered.clear();
    }
    all.forEach(this::sendParts);
  }

  /** More than one batch has gathered when the writer was busy; each must fit into a frame. */
  private void sendParts(Tenant tenant, List<Came> came) {
    for (int from = 0; from < came.size(); from += BATCH) {
      send(tenant, came.subList(from, Math.min(came.size(), from + BATCH)));
    }
  }

  private void send(Tenant tenant, List<Came> came) {
    Promise<Void> sent = Promise.promise();
    sending.add(sent.future());
    sent.future().onComplete(done -> sending.remove(sent.future()));
    making.execute(() -> make(tenant, came).onComplete(sent));
  }

  /** On the thread that makes clicks out. */
  private Future<Void> make(Tenant tenant, List<Came> came) {
    try {
      boolean thoroughly = room.taken() < HURRY;
      boolean sweep = clean.getOrDefault(tenant, Long.MIN_VALUE) < now();
      var clicks =
          came.stream().map(c -> portraits.of(c, site.address(c.link()), thoroughly)).toList();
      var from = Asked.From.outside(tenant, Caller.named("redirect"), "");
      return bus.ask("links", new RecordClicks(clicks, sweep), Bus.Terms.of(from))
          .map(answer -> settled(tenant, came, answer));
    } catch (RuntimeException bug) {
      lose(came.size(), bug);
      return Future.succeededFuture();
    }
  }

  private Void settled(Tenant tenant, List<Came> came, Answer answer) {
    if (answer instanceof Answer.Done done) {
      room.leave(came.size());
      if (Boolean.FALSE.equals(done.value())) clean.put(tenant, now() + SWEEP_MS);
    } else if (((Answer.Refused) answer).problem().name().equals("busy")) {
      synchronized (gathered) {
        gathered.computeIfAbsent(tenant, t -> new ArrayList<>()).addAll(came);
      }
    } else {
      lose(came.size(), answer);
    }
    return null;
  }

  /** Said once a minute: a log that refuses one batch refuses them all. */
  private void lose(int clicks, Object why) {
    room.leave(clicks);
    long all = lost.addAndGet(clicks);
    long now = now();
    long last = said.get();
    if (all > clicks && now - last < SAID_MS) return;
    if (said.compareAndSet(last, now)) LOG.error("{} clicks are lost so far: {}", all, why);
  }

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }

  /** Sends what is gathered and waits for it, and for what was sent before. */
  Future<Void> close() {
    vertx.cancelTimer(timer);
    return drained().onComplete(done -> making.shutdown());
  }

  private Future<Void> drained() {
    sendAll();
    if (sending.isEmpty()) return Future.succeededFuture();
    return Future.join(List.copyOf(sending)).transform(done -> drained());
  }
}
