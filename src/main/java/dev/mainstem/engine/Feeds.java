package dev.mainstem.engine;

import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Subject;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.log.Entry;
import dev.mainstem.log.Frame;
import dev.mainstem.log.Journal;
import dev.mainstem.log.Tail;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resumable subscriptions to what happened, by position. A subscriber hears events in log order,
 * each after the tables show it, and may come back with the last position it heard.
 *
 * <p>A slow subscriber costs nobody else anything: it is read to from the log, at its own pace,
 * while it says it is ready. One that is not ready for {@code patience} while others move on is
 * ended with a reason, and may come back.
 *
 * <p>{@link #follow} may be called from any thread; {@link #step} belongs to one thread.
 */
public final class Feeds {
  private static final int TURN = 256;
  private static final Logger LOG = LoggerFactory.getLogger(Feeds.class);

  private final Map<String, Journal> journals;
  private final ToLongFunction<String> visible;
  private final long patienceMs;
  private final List<Following> all = new CopyOnWriteArrayList<>();

  /**
   * @param visible position up to which the tables show a journal
   * @param patienceMs how long a subscriber may be not ready
   */
  Feeds(Map<String, Journal> journals, ToLongFunction<String> visible, long patienceMs) {
    this.journals = Map.copyOf(journals);
    this.visible = visible;
    this.patienceMs = patienceMs;
  }

  /** One event, as heard. The payload is CBOR. */
  public record Heard(
      Position position, Moment moment, String name, List<Subject> subjects, byte[] payload) {
    public String system() {
      return name.substring(0, name.indexOf('.'));
    }
  }

  /** What is wanted: one journal's events of one tenant, by name. */
  public record Wanted(String journal, Tenant tenant, Predicate<String> names) {}

  /** Who hears. Called on the feeds' thread; must not block. */
  public interface Listener {
    /** Whether another event can be taken now. */
    boolean ready();

    void heard(Heard event);

    /** Nothing more will come; the reason is for people. */
    void ended(String reason);
  }

  /** A subscription; closing it twice is harmless. */
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Subscribes from after a position, or from now.
   *
   * @throws dev.mainstem.kernel.Refusal if the position is not in the journal
   */
  public Subscription follow(Wanted wanted, Optional<Position> after, Listener listener) {
    var journal = journals.get(wanted.journal());
    long from = after.map(Position::number).orElseGet(() -> visible.applyAsLong(wanted.journal()));
    if (from > journal.last() || from < journal.firstKept() - 1) {
      throw HouseProblem.POSITION_UNKNOWN.of(new Position(wanted.journal(), from));
    }
    var following = new Following(wanted, journal.tail(from), from, listener);
    all.add(following);
    return () -> following.closed = true;
  }

  /** Gives every ready subscriber what is there; whether there may be more at once. */
  boolean step(long nowMs) {
    boolean more = false;
    for (var each : all) {
      if (each.closed) {
        each.tail.close();
        all.remove(each);
      } else if (each.turn(nowMs)) {
        more = true;
      }
    }
    return more;
  }

  int size() {
    return all.size();
  }

  void close() {
    for (var each : all) {
      if (!each.closed) each.listener.ended("the house is closing down");
      each.tail.close();
    }
    all.clear();
  }

  private final class Following {
    private final Wanted wanted;
    private final Tail tail;
    private final long from;
    private final Listener listener;
    private Frame held;
    private int heldEvent;
    private long stuckSinceMs;
    private volatile boolean closed;

    Following(Wanted wanted, Tail tail, long from, Listener listener) {
      this.wanted = wanted;
      this.tail = tail;
      this.from = from;
      this.listener = listener;
    }

    boolean turn(long nowMs) {
      for (int n = 0; n < TURN && !closed; n++) {
        if (held == null) take(tail.next());
        if (held == null || held.last() > visible.applyAsLong(wanted.journal())) return false;
        if (!wanted(held)) {
          done();
        } else if (listener.ready()) {
          stuckSinceMs = 0;
          one();
        } else {
          stuck(nowMs);
          return false;
        }
      }
      return !closed;
    }

    /** A subscriber may come back in the middle of a frame: what it heard is passed over. */
    private void take(Frame frame) {
      held = frame;
      heldEvent = frame == null ? 0 : (int) Math.max(0, from + 1 - frame.first());
    }

    private boolean wanted(Frame frame) {
      return frame.tenant().equals(wanted.tenant());
    }

    private void one() {
      List<Entry> entries = held.entries();
      var entry = entries.get(heldEvent);
      if (wanted.names().test(entry.name())) {
        var at = new Position(wanted.journal(), held.first() + heldEvent);
        var event = new Heard(at, held.moment(), entry.name(), entry.subjects(), entry.payload());
        hear(event);
      }
      if (++heldEvent == entries.size()) done();
    }

    /** A listener with a bug ends its own subscription and nobody else's. */
    private void hear(Heard event) {
      try {
        listener.heard(event);
      } catch (RuntimeException bug) {
        LOG.error("a subscriber failed at {}", event.position(), bug);
        closed = true;
        listener.ended("this event could not be shown");
      }
    }

    private void done() {
      held = null;
    }

    private void stuck(long nowMs) {
      if (stuckSinceMs == 0) stuckSinceMs = nowMs;
      if (nowMs - stuckSinceMs < patienceMs) return;
      closed = true;
      listener.ended("too slow; come back with the last position heard");
    }
  }
}
