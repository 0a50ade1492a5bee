package dev.mainstem.engine;

import dev.mainstem.log.Journal;
import dev.mainstem.store.Store;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows the fold and changes no table: feeds, histories and views, each on a thread of its
 * own. {@link #published} may be called from any thread; the rest belongs to whoever opens and
 * closes the house.
 */
final class Tailing {
  private static final Logger LOG = LoggerFactory.getLogger(Tailing.class);
  private static final long PATIENCE_MS = 30_000;

  private final Feeds feeds;
  private final Chronicle chronicle;
  private final Views views;
  private final LongSupplier nanos;
  private final Loop feeding;
  private final Loop chronicling;
  private final Loop viewing;
  private boolean started;

  /**
   * What is followed, and where views are kept.
   *
   * @param nanos steady time
   */
  record Ground(
      Store store,
      Map<String, Journal> journals,
      Map<String, Writer<?>> writers,
      Path views,
      LongSupplier nanos) {}

  /**
   * @param failed told if the feeds cannot go on
   */
  Tailing(Ground on, Consumer<Throwable> failed) {
    feeds = new Feeds(on.journals(), on.store()::visible, PATIENCE_MS);
    chronicle = new Chronicle(on.store(), on.journals().values());
    views = new Views(on);
    on.store().pictures(views);
    nanos = on.nanos();
    feeding = new Loop("feeds", this::feed, failed);
    // It is never woken: what is asked for before it has come round, whoever asks makes up for.
    chronicling = new Loop("chronicle", chronicle::step, why -> ended("histories", why));
    viewing = new Loop("views", views::step, why -> ended("views", why));
    views.wakeBy(viewing::wake);
  }

  /** They end here until the next start; nothing else needs them. */
  private static void ended(String what, Throwable why) {
    LOG.error("{} are no longer continued", what, why);
  }

  private boolean feed() {
    return feeds.step(nanos.getAsLong() / 1_000_000);
  }

  void start() {
    started = true;
    feeding.start();
    chronicling.start();
    if (!views.isEmpty()) viewing.start();
  }

  /** What the threads would do, in a house without any. */
  boolean step() {
    boolean more = chronicle.step();
    more |= views.step();
    return more | feed();
  }

  /** There is something new. Waking a thread for nobody costs more than looking. */
  void published() {
    if (feeds.size() > 0) feeding.wake();
    if (started && !views.isEmpty()) viewing.wake();
  }

  Feeds feeds() {
    return feeds;
  }

  /** Up to where views and histories have heard a journal. */
  long heard(String journal) {
    return Math.min(chronicle.heard(journal), views.heard(journal));
  }

  /** Has the feeds look who is ready. */
  void feedSoon() {
    feeding.wake();
  }

  Chronicle chronicle() {
    return chronicle;
  }

  Views views() {
    return views;
  }

  /** Ends everything, once nothing more is folded. */
  void close() throws InterruptedException {
    if (started) {
      feeding.close();
      chronicling.close();
      if (!views.isEmpty()) viewing.close();
    }
    feeds.close();
    chronicle.close();
    views.close();
  }
}
