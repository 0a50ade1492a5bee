package dev.mainstem.systems.links;

import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Asked;
import dev.mainstem.engine.Bus;
import dev.mainstem.kernel.Caller;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.systems.links.ClickEvent.Click;
import dev.mainstem.systems.links.LinkCommand.RecordClicks;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clicks on their way into the log: gathered for at most 50 ms or 1,000, then one command per
 * tenant. Bounded; what does not fit while the writer is behind is lost, counted and said. Safe for
 * all threads.
 */
final class Clicks {
  private static final long GATHER_MS = 50;
  private static final int BATCH = 1_000;
  private static final int MOST = 200_000;
  private static final Logger LOG = LoggerFactory.getLogger(Clicks.class);

  private final Vertx vertx;
  private final Bus bus;
  private final long timer;
  private final AtomicInteger atRisk = new AtomicInteger();
  private final Map<Tenant, List<Click>> gathered = new HashMap<>();

  Clicks(Vertx vertx, Bus bus) {
    this.vertx = vertx;
    this.bus = bus;
    this.timer = vertx.setPeriodic(GATHER_MS, tick -> send());
  }

  int atRisk() {
    return atRisk.get();
  }

  void add(Tenant tenant, Click click) {
    if (atRisk.incrementAndGet() > MOST) {
      atRisk.decrementAndGet();
      LOG.warn("a click is lost: {} wait for the writer already", MOST);
      return;
    }
    List<Click> full = null;
    synchronized (gathered) {
      var own = gathered.computeIfAbsent(tenant, t -> new ArrayList<>());
      own.add(click);
      if (own.size() >= BATCH) full = gathered.remove(tenant);
    }
    if (full != null) send(tenant, full);
  }

  private void send() {
    Map<Tenant, List<Click>> all;
    synchronized (gathered) {
      if (gathered.isEmpty()) return;
      all = new HashMap<>(gathered);
      gathered.clear();
    }
    all.forEach(this::send);
  }

  private Future<Void> send(Tenant tenant, List<Click> clicks) {
    var from = Asked.From.outside(tenant, Caller.named("redirect"), "");
    return bus.ask("links", new RecordClicks(clicks), Bus.Terms.of(from))
        .map(answer -> settled(tenant, clicks, answer));
  }

  private Void settled(Tenant tenant, List<Click> clicks, Answer answer) {
    if (answer instanceof Answer.Done) {
      atRisk.addAndGet(-clicks.size());
    } else if (((Answer.Refused) answer).problem().name().equals("busy")) {
      synchronized (gathered) {
        gathered.computeIfAbsent(tenant, t -> new ArrayList<>()).addAll(clicks);
      }
    } else {
      atRisk.addAndGet(-clicks.size());
      LOG.warn("{} clicks are lost: {}", clicks.size(), answer);
    }
    return null;
  }

  /** Sends what is gathered and waits for it. */
  Future<Void> close() {
    vertx.cancelTimer(timer);
    Map<Tenant, List<Click>> all;
    synchronized (gathered) {
      all = new HashMap<>(gathered);
      gathered.clear();
    }
    Future<Void> sent = Future.succeededFuture();
    for (var each : all.entrySet()) {
      sent = sent.compose(done -> send(each.getKey(), each.getValue()));
    }
    return sent;
  }
}
