package dev.mainstem.engine;

import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Refusal;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tables;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.log.DiskLow;
import dev.mainstem.log.Draft;
import dev.mainstem.log.FrameTooLarge;
import dev.mainstem.log.JournalStopped;
import dev.mainstem.log.Remembered;
import dev.mainstem.store.Commit;
import dev.mainstem.store.Desk;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides the commands of one system, one after the other, on everything decided before.
 *
 * <p>A decision is not waited for: its events go to the journal's buffer, its rows to the overlay,
 * its answer is parked, and the next command is decided while the last is on its way to the disk.
 * Pipelining is the absence of a wait. Answers leave in the order of decisions, once the tables
 * that readers see hold what they rest on; refusals too, for they may rest on facts not yet
 * durable.
 *
 * <p>A step machine: {@link #step} does a bounded piece of work and never waits. Owned by one
 * thread at a time, and locked only against {@link #close}; only {@link #admit}, {@link #stop} and
 * {@link #fail} may be called from others.
 */
public final class Writer<S extends Tables> {
  /** Commands decided in one step, so that answers and new questions get their turn. */
  private static final int BATCH = 512;

  private static final long SLOW_NANOS = 5_000_000;
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  private final Subsystem<S> system;
  private final Desk<S> desk;
  private final EventCodec<S> codec;
  private final Outlet outlet;
  private final Circumstances now;
  private final LongAnswers answers;
  private final Meter meter;
  private final Inbox<Asked<S, ?>> inbox;
  private final ArrayDeque<Parked> parked = new ArrayDeque<>();
  private Commit last;
  private long lastTime;
  private volatile String stopped = "";
  private volatile boolean failed;

  private record Parked(Commit until, Answer answer, Asked<?, ?> asked) {}

  /** A commit in flight with the writer that waits for it: what a frame carries to the fold. */
  record Flight(Commit commit, Writer<?> writer) {}

  Writer(Subsystem<S> system, Desk<S> desk, EventCodec<S> codec, Surroundings around) {
    this.system = system;
    this.desk = desk;
    this.codec = codec;
    this.outlet = new Outlet(around.journals());
    this.now = around.now();
    this.answers = around.answers();
    this.meter = around.meter();
    this.inbox = new Inbox<>(around.inbox());
  }

  /**
   * What a writer needs of the house.
   *
   * @param inbox most commands waiting or in flight
   */
  record Surroundings(
      Outlet.Journals journals, Circumstances now, LongAnswers answers, Meter meter, int inbox) {}

  public Subsystem<S> system() {
    return system;
  }

  Desk<S> desk() {
    return desk;
  }

  EventCodec<S> codec() {
    return codec;
  }

  /** Takes a place in the inbox; to be called, from any thread, before {@link #add}. */
  boolean admit() {
    return inbox.admit();
  }

  public int waiting() {
    return inbox.size();
  }

  void add(Asked<S, ?> asked) {
    inbox.add(asked.from().tenant(), asked);
  }

  /** From now on every command is refused for this reason. Any thread. */
  void stop(String reason) {
    stopped = reason;
  }

  /**
   * A journal or the tables have failed: what is parked is answered at the next step, and from now
   * on nothing is decided. Any thread.
   */
  void fail(String reason) {
    stopped = reason;
    failed = true;
  }

  /** As {@link #fail}; when it returns, no step reads the tables any more. */
  synchronized void close() {
    fail("the house is closing down");
  }

  /** Why the system has stopped, or empty text. */
  public String stopped() {
    return stopped;
  }

  /** Moments of this system never lie before this one (epoch microseconds). */
  void notBefore(long time) {
    lastTime = Math.max(lastTime, time);
  }

  /** Sends what can be sent, decides what can be decided; whether there is more to do at once. */
  synchronized boolean step() {
    settle();
    if (failed) giveUp();
    for (int n = 0; n < BATCH; n++) {
      var asked = inbox.poll();
      if (asked == null) return false;
      take(asked);
    }
    return true;
  }

  private void settle() {
    desk.settle();
    while (!parked.isEmpty() && parked.peek().until().settled()) send(parked.poll());
  }

  private void send(Parked parked) {
    inbox.leave();
    parked.asked().reply().accept(parked.answer());
  }

  /** What is in flight may or may not be on the disk, and nobody here will ever know. */
  private void giveUp() {
    var unknown = Answer.refused(HouseProblem.OUTCOME_UNKNOWN, stopped);
    for (var lost = parked.poll(); lost != null; lost = parked.poll()) {
      send(new Parked(lost.until(), unknown, lost.asked()));
    }
    last = null;
  }

  private <R> void take(Asked<S, R> asked) {
    long began = System.nanoTime();
    var answer = answered(asked);
    meter.decided(system.name(), asked.command().getClass(), answer);
    slow(asked, System.nanoTime() - began);
    park(answer, asked);
  }

  /** Whatever goes wrong here, even an error, is this one request's and nobody else's. */
  private <R> Answer answered(Asked<S, R> asked) {
    try {
      return stopped.isEmpty() ? answer(asked) : stoppedAnswer();
    } catch (Refusal no) {
      return refused(no);
    } catch (JournalStopped e) {
      return Answer.refused(HouseProblem.READ_ONLY, e.getMessage());
    } catch (DiskLow e) {
      return Answer.refused(HouseProblem.DISK_LOW, e.getMessage());
    } catch (FrameTooLarge e) {
      return Answer.refused(HouseProblem.TOO_LARGE, e.getMessage());
    } catch (RuntimeException | Error bug) {
      LOG.error("{} could not decide {}", system.name(), asked.command().getClass(), bug);
      return Answer.refused(HouseProblem.BROKEN, "");
    }
  }

  private Answer.Refused refused(Refusal no) {
    var whose = HouseProblem.owns(no.problem()) ? HouseProblem.HOUSE : system.name();
    return new Answer.Refused(whose, no.problem(), no.detail(), no.pointer().orElse(""));
  }

  private Answer stoppedAnswer() {
    return Answer.refused(failed ? HouseProblem.READ_ONLY : HouseProblem.SYSTEM_STOPPED, stopped);
  }

  private void slow(Asked<S, ?> asked, long nanos) {
    if (nanos < SLOW_NANOS) return;
    meter.slow(system.name(), asked.command().getClass(), nanos);
  }

  private void park(Answer answer, Asked<S, ?> asked) {
    boolean nothingBefore = parked.isEmpty() && (last == null || last.settled());
    var waiting = new Parked(last, answer, asked);
    if (nothingBefore) send(waiting);
    else parked.add(waiting);
  }

  private <R> Answer answer(Asked<S, R> asked) {
    var at = moment(asked);
    if (asked.once().isPresent()) {
      var before = desk.remembered(at.tenant(), asked.once().get().id(), micros(at.time()));
      if (before.isPresent()) return again(asked, before.get());
    }
    S known = desk.known(at.tenant());
    asked.guard().check(known);
    if (asked.once().filter(Asked.Once::ofReaction).isPresent()) return settled(asked, known, at);
    Decision<R> decision = asked.command().decide(known, at);
    if (!decision.events().isEmpty()) return commit(asked, decision, at);
    return new Answer.Done(decision.answer(), Optional.empty(), false);
  }

  /** As for anyone, but a decision that changes nothing is written down too. */
  private <R> Answer settled(Asked<S, R> asked, S known, Moment at) {
    try {
      Decision<R> decision = asked.command().decide(known, at);
      if (!decision.events().isEmpty()) return commit(asked, decision, at);
      R value = decision.answer();
      settle(asked, Outcome.done(codec.answer(value)), at);
      return new Answer.Done(value, Optional.empty(), false);
    } catch (Refusal no) {
      var answer = refused(no);
      settle(asked, Outcome.refused(answer), at);
      return answer;
    }
  }

  private void settle(Asked<S, ?> asked, Outcome outcome, Moment at) {
    var once = asked.once().orElseThrow();
    var entries = codec.settled(asked.command().getClass(), outcome);
    desk.begin(JournalSpec.MAIN);
    try {
      var remembered = Optional.of(keep(once, codec.outcome(outcome), at));
      append(JournalSpec.MAIN, new Draft(system.name(), name(asked), at, remembered, entries));
    } catch (RuntimeException | Error undecided) {
      desk.drop();
      throw undecided;
    }
  }

  private Moment moment(Asked<S, ?> asked) {
    lastTime = Math.max(lastTime, now.micros());
    var id = now.id(lastTime);
    var from = asked.from();
    return new Moment(
        Instant.EPOCH.plus(lastTime, ChronoUnit.MICROS),
        from.tenant(),
        from.caller(),
        id,
        from.cause(id));
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  private Answer again(Asked<S, ?> asked, Desk.Answered before) {
    if (!Arrays.equals(before.hash(), asked.once().get().hash())) {
      return Answer.refused(HouseProblem.ID_REUSED, asked.once().get().id());
    }
    var bytes = answers.whole(before.answer());
    if (asked.once().get().ofReaction()) {
      var outcome = codec.outcome(bytes);
      if (outcome.refused()) return outcome.refusal();
      bytes = outcome.answer();
    }
    var value = codec.answer(asked.command().getClass(), bytes);
    return new Answer.Done(value, before.position(), true);
  }

  private <R> Answer commit(Asked<S, R> asked, Decision<R> decision, Moment at) {
    var journal = codec.journal(decision.events());
    var entries = codec.entries(decision.events());
    desk.begin(journal);
    try {
      S known = desk.known(at.tenant());
      for (var event : decision.events()) apply(event, known, at);
      R value = decision.answer();
      var remembered = asked.once().map(once -> remember(once, value, at));
      append(journal, new Draft(system.name(), name(asked), at, remembered, entries));
      var position = new Position(journal, last.last());
      return new Answer.Done(value, Optional.of(position), false);
    } catch (RuntimeException | Error undecided) {
      desk.drop();
      throw undecided;
    }
  }

  private static String name(Asked<?, ?> asked) {
    return asked.command().getClass().getSimpleName();
  }

  private void append(String journal, Draft draft) {
    var commit = desk.open();
    commit.at(outlet.append(journal, draft, new Flight(commit, this)));
    last = desk.keep();
  }

  @SuppressWarnings("unchecked") // Names refuses events that are not of this system
  private void apply(dev.mainstem.kernel.Event<?> event, S known, Moment at) {
    ((dev.mainstem.kernel.Event<S>) event).applyTo(known, at);
  }

  private Remembered remember(Asked.Once once, Object value, Moment at) {
    var answer = codec.answer(value);
    if (once.ofReaction()) return keep(once, codec.outcome(Outcome.done(answer)), at);
    return keep(once, answer, at);
  }

  private Remembered keep(Asked.Once once, byte[] answer, Moment at) {
    var kept = answers.kept(answer);
    desk.remember(at.tenant(), once.id(), new Desk.Answered(once.hash(), kept, at));
    return new Remembered(once.id(), once.hash(), kept);
  }

  /** Turns to another tenant's tables in the middle of nothing: for replays. */
  S known(Tenant tenant) {
    return desk.known(tenant);
  }
}
