package dev.mainstem.systems.checkout;

import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Asked;
import dev.mainstem.engine.Bus;
import dev.mainstem.engine.Demo;
import dev.mainstem.engine.HouseProblem;
import dev.mainstem.kernel.Caller;
import dev.mainstem.kernel.Problem.Kind;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.store.Store;
import dev.mainstem.systems.payments.DemoRules;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code --demo shop}: a small shop with a bundle, codes, taxes, fraud rules and a flash sale; and
 * buyers from three continents, some declined or blocked, some to be looked at. A command at a
 * time; filling is asked under ids, so one that was broken off is taken up. A thread of its own
 * does it all.
 */
public final class ShopDemo implements Demo {
  private static final Logger LOG = LoggerFactory.getLogger(ShopDemo.class);
  private static final long PACE_MS = 50;
  private static final long TRICKLE_MS = 4_000;
  private static final int PATIENCE_S = 10;

  private final Checkout checkout;
  private final Store store;
  private final Bus bus;
  private final InstantSource clock;
  private final DemoShop shop;
  private final Queue<CheckoutCommand<?>> left = new ArrayDeque<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(ShopDemo::thread);
  private int asked;

  public ShopDemo(Checkout checkout, Store store, Bus bus, InstantSource clock) {
    this.clock = clock;
    this.checkout = checkout;
    this.store = store;
    this.bus = bus;
    this.shop = new DemoShop(checkout.desk(), new Random(28));
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "mainstem-demo-shop");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public Optional<String> objection() {
    boolean others =
        store.read(
            checkout,
            Store.Reader.of(Tenant.LOCAL),
            known ->
                known.products.scan(Span.of(), 10).stream()
                    .anyMatch(row -> !DemoShop.PRODUCTS.contains(row.key())));
    if (!others) return Optional.empty();
    return Optional.of("this house has a shop of its own; give the demo another --data directory");
  }

  @Override
  public void begin() {
    if (!filled()) {
      DemoRules.set(bus).onFailure(why -> LOG.warn("payments of the demo have no rules", why));
      left.addAll(shop.filling(clock.instant()));
    }
    every(PACE_MS, this::fill);
    every(TRICKLE_MS, this::trickle);
  }

  /** The last thing filling does is to announce a sale. */
  private boolean filled() {
    return store.read(
        checkout, Store.Reader.of(Tenant.LOCAL), known -> known.sales.has(DemoShop.SALE));
  }

  private void every(long ms, Runnable turn) {
    thread.scheduleWithFixedDelay(() -> safely(turn), ms, ms, TimeUnit.MILLISECONDS);
  }

  /** Without this a scheduler would silently do nothing more. */
  private void safely(Runnable turn) {
    try {
      turn.run();
    } catch (RuntimeException bug) {
      LOG.error("the demo of the shop ends early", bug);
      thread.shutdownNow();
    }
  }

  private void fill() {
    if (left.isEmpty()) return;
    var answer = answer(left.peek(), Optional.of("demo-shop-" + asked));
    boolean busy = answer instanceof Answer.Refused no && no.problem().kind() == Kind.BUSY;
    if (busy) return;
    left.poll();
    asked++;
    if (left.isEmpty()) LOG.info("the demo has filled the shop");
  }

  /** Somebody fills a cart and pays; or somebody joins the line. */
  private void trickle() {
    if (!left.isEmpty()) return;
    for (var command : shop.buyer()) answer(command, Optional.empty());
  }

  private Answer answer(CheckoutCommand<?> command, Optional<String> id) {
    var from = Asked.From.outside(Tenant.LOCAL, Caller.named("demo"), "");
    var once = id.map(each -> new Asked.Once(each, new byte[0]));
    var terms = new Bus.Terms<CheckoutTables>(from, once, Asked.Guard.none());
    var asking = bus.ask(checkout.name(), command, terms);
    try {
      return asking.toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.refused(HouseProblem.CLOSING, "");
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("checkout does not answer", e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(2, TimeUnit.SECONDS)) LOG.warn("the demo does not end");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
