package dev.mainstem.systems.links;

import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Asked;
import dev.mainstem.engine.Bus;
import dev.mainstem.engine.Demo;
import dev.mainstem.engine.HouseProblem;
import dev.mainstem.kernel.Caller;
import dev.mainstem.kernel.Problem.Kind;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.store.Store;
import dev.mainstem.systems.links.ClickEvent.Click;
import dev.mainstem.systems.links.DemoLinks.One;
import dev.mainstem.systems.links.LinkCommand.RecordClicks;
import dev.mainstem.systems.links.LinkCommand.Retarget;
import dev.mainstem.systems.links.LinkCommand.Retire;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code --demo links}: a dozen links, and six days of visitors in which one link goes round the
 * world: quiet, then five hundred times as much, then a long tail. Afterwards a trickle, live.
 *
 * <p>A command at a time, and after each as long a pause as it took, so that half the house is left
 * to everybody else. Filling is asked under ids, so one that was broken off is taken up. A thread
 * of its own does it all.
 */
public final class LinksDemo implements Demo {
  private static final Logger LOG = LoggerFactory.getLogger(LinksDemo.class);
  private static final int BATCH = 200;
  private static final long TRICKLE_MS = 1_000;
  private static final int VISITOR_EVERY = 5;
  private static final int TURNS_UNTIL_RETARGET = 120;
  private static final int PATIENCE_S = 10;

  private final Links links;
  private final RedirectDoor.Ground ground;
  private final Random random = new Random(33);
  private final DemoVisitors visitors = new DemoVisitors(random);
  private final Queue<LinkCommand<?>> left = new ArrayDeque<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(LinksDemo::thread);
  private int hour;
  private int asked;
  private int turns;

  public LinksDemo(Links links, RedirectDoor.Ground ground) {
    this.links = links;
    this.ground = ground;
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "mainstem-demo");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public Optional<String> objection() {
    if (filled() || !read(DemoLinks::others)) return Optional.empty();
    return Optional.of("this house has links of its own; give the demo another --data directory");
  }

  /** The last thing filling does is to retire a link. */
  private boolean filled() {
    return find(DemoLinks.LAST).map(Link::retired).orElse(false);
  }

  private Optional<Link> find(LinkKey key) {
    return read(known -> known.links.find(key));
  }

  private <T> T read(Function<LinkTables, T> read) {
    return ground.store().read(links, Store.Reader.of(Tenant.LOCAL), read);
  }

  @Override
  public void begin() {
    if (!filled()) left.addAll(DemoLinks.commands());
    if (left.isEmpty()) hour = DemoCurve.HOURS;
    else thread.execute(() -> safely(this::fill));
    thread.scheduleWithFixedDelay(
        () -> safely(this::trickle), TRICKLE_MS, TRICKLE_MS, TimeUnit.MILLISECONDS);
  }

  /** Without this a scheduler would silently do nothing more. */
  private void safely(Runnable turn) {
    try {
      turn.run();
    } catch (RuntimeException bug) {
      LOG.error("the demo of links ends early", bug);
      thread.shutdownNow();
    }
  }

  /** The next command of filling; when all of an hour is asked, the next hour is invented. */
  private void fill() {
    long began = System.nanoTime();
    if (left.isEmpty()) nextHour();
    if (!left.isEmpty() && ask(left.peek())) left.poll();
    if (left.isEmpty() && hour == DemoCurve.HOURS) {
      LOG.info("the demo has filled links");
    } else if (!thread.isShutdown()) {
      thread.schedule(() -> safely(this::fill), System.nanoTime() - began, TimeUnit.NANOSECONDS);
    }
  }

  private void nextHour() {
    var now = ground.clock().instant().truncatedTo(ChronoUnit.HOURS);
    var begin = now.minus(DemoCurve.HOURS - hour, ChronoUnit.HOURS);
    var clicks = new ArrayList<Click>();
    for (var one : DemoLinks.ALL) visit(one, begin, clicks);
    for (int from = 0; from < clicks.size(); from += BATCH) {
      var part = clicks.subList(from, Math.min(clicks.size(), from + BATCH));
      left.add(new RecordClicks(List.copyOf(part), false));
    }
    var last = DemoLinks.LAST;
    if (++hour == DemoCurve.HOURS) left.add(new Retire(last.slug(), Optional.of(last.domain())));
  }

  private void visit(One one, Instant begin, List<Click> clicks) {
    int visits = DemoCurve.visits(one, hour, random.nextDouble());
    var link = find(one.key());
    for (int i = 0; i < visits && link.isPresent(); i++) {
      var at = begin.plusMillis(3_600_000L * i / visits);
      clicks.add(visitors.click(link.get(), at, address(link.get())));
    }
  }

  private String address(Link link) {
    var domain = link.key().domain();
    return domain.isEmpty() ? links.site().address().get() : "https://" + domain;
  }

  /** Somebody every few seconds; and one link is led elsewhere from time to time. */
  private void trickle() {
    if (!left.isEmpty() || hour < DemoCurve.HOURS) return;
    var now = ground.clock().instant();
    var clicks = new ArrayList<Click>();
    if (random.nextInt(VISITOR_EVERY) == 0) {
      var one = DemoLinks.ALL.get((int) (DemoLinks.ALL.size() * Math.pow(random.nextDouble(), 2)));
      var link = find(one.key()).filter(each -> !each.retired());
      link.ifPresent(each -> clicks.add(visitors.click(each, now, address(each))));
    }
    if (!clicks.isEmpty()) answer(new RecordClicks(clicks, false), Optional.empty());
    if (++turns % TURNS_UNTIL_RETARGET != 0) return;
    var target = DemoLinks.TODAYS.get(turns / TURNS_UNTIL_RETARGET % DemoLinks.TODAYS.size());
    answer(new Retarget(DemoLinks.TODAY.slug(), Optional.empty(), target), Optional.empty());
  }

  /** Whether to go on; if not, the same is to be asked again. */
  private boolean ask(LinkCommand<?> command) {
    var once = new Asked.Once(DemoLinks.MARK + "links-" + asked, new byte[0]);
    var answer = answer(command, Optional.of(once));
    boolean busy = answer instanceof Answer.Refused no && no.problem().kind() == Kind.BUSY;
    if (!busy) asked++;
    return !busy;
  }

  private Answer answer(LinkCommand<?> command, Optional<Asked.Once> once) {
    var from = Asked.From.outside(Tenant.LOCAL, Caller.named("demo"), "");
    var terms = new Bus.Terms<LinkTables>(from, once, Asked.Guard.none());
    var asking = ground.bus().ask("links", command, terms);
    try {
      var answer =
          asking.toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
      if (answer instanceof Answer.Refused no) LOG.warn("the demo was refused: {}", no);
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.refused(HouseProblem.CLOSING, "");
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("links does not answer", e);
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
