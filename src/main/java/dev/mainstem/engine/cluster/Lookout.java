package dev.mainstem.engine.cluster;

import dev.mainstem.engine.HouseProblem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches, at a node without a log, whether the one that has it is there, and asks it. Looks twice
 * a second, and is told by the cluster when a node goes: what the bus sends to a node that has just
 * gone is lost without a word, so that nothing must be sent then. Safe for all threads.
 */
public final class Lookout {
  private static final long EVERY_MS = 500;
  private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);

  private final Courier courier;
  private final String node;
  private volatile Optional<Home> home = Optional.empty();
  private volatile String trouble = "";

  /**
   * @param node whose lookout this is
   */
  public Lookout(Courier courier, String node) {
    this.courier = courier;
    this.node = node;
  }

  public void start(Vertx vertx) {
    look();
    vertx.setPeriodic(EVERY_MS, tick -> look());
  }

  private void look() {
    Home.find(courier, node)
        .onSuccess(this::seen)
        .onFailure(
            no -> {
              seen(Optional.empty());
              trouble(no.toString());
            });
  }

  /** Said once, until it is over. */
  private void trouble(String now) {
    if (!trouble.equals(now)) LOG.warn("home does not answer: {}", now);
    trouble = now;
  }

  private void seen(Optional<Home> now) {
    if (!now.equals(home)) LOG.info("home is {}", now.map(Home::toString).orElse("away"));
    home = now;
    if (now.isPresent()) trouble = "";
  }

  /** A node has gone; if it was home, nobody waits for its answers any longer. */
  public void left(String gone) {
    if (home.isEmpty() || !home.get().node().equals(gone)) return;
    seen(Optional.empty());
    courier.gone();
  }

  /** As {@link Courier#ask}, of the node that has the log; refuses at once if it is away. */
  public <A> Future<A> ask(String address, Object question, Class<A> answer, long timeoutMs) {
    if (home.isEmpty()) return Future.failedFuture(HouseProblem.AWAY.refusal());
    return courier.ask(address, question, answer, timeoutMs);
  }

  /** The node that has the log, if it is there. */
  public Optional<Home> home() {
    return home;
  }
}
