package dev.mainstem.engine;

import dev.mainstem.engine.Hearsay.Heard;
import dev.mainstem.engine.ReactionTable.Deed;
import dev.mainstem.engine.ReactionTable.Entry;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Effect;
import dev.mainstem.kernel.Tables;
import dev.mainstem.store.Agenda;
import dev.mainstem.store.Store;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * What one system's lines do later: timers and effects. Each stands in the agenda from when its
 * event was heard until its outcome is durable, so a restart finds it; overdue ones are run at a
 * bounded rate, each line's for itself: who waits for one server must not wait for another.
 *
 * <p>Effects are tried at once, and most are over before their event is passed; those the agenda
 * never sees. Owned by the reacting thread.
 */
final class Errands<S extends Tables> {
  private static final int MOST = 128;
  private static final long SOON_US = 1_000_000;

  private final Reactor<S> reactor;
  private final Questions questions;
  private final Set<Agenda.Due> running = new HashSet<>();
  private final Map<String, Integer> ofLine = new HashMap<>();
  private final Set<String> crowded = new HashSet<>();
  private final ArrayDeque<Errand<S, ?>> held = new ArrayDeque<>();
  private final List<Waited> waited = new ArrayList<>();
  private final Recollection<S> recollection;
  private long next;

  /** An attempt that has not come back, and until when that is waited for. */
  private record Waited(CompletableFuture<?> outcome, long until) {
    boolean over(long now) {
      if (now > until) outcome.completeExceptionally(new TimeoutException("no answer in time"));
      return outcome.isDone();
    }
  }

  /** What is due, whose it is, because of what, and what holds it until it is over. */
  private record Errand<S, E>(Agenda.Due due, Entry<S, E> line, Heard heard, Hold hold) {
    E event() {
      return line.as(heard);
    }
  }

  Errands(Reactor<S> reactor, Questions questions) {
    this.reactor = reactor;
    this.questions = questions;
    this.recollection = new Recollection<>(reactor);
  }

  private Agenda agenda() {
    return reactor.ground().store().agenda();
  }

  private long now() {
    return reactor.ground().now().micros();
  }

  /** Has a line answer an event later. */
  void add(String line, Heard heard, long time) {
    add(new Agenda.Due(reactor.system().name(), time, heard.at(), line, Agenda.Tried.NEVER));
  }

  private void add(Agenda.Due due) {
    reactor.notes().due(due);
    next = Math.min(next, due.time());
    if (due.time() < now() + SOON_US) reactor.hurry();
  }

  /** Has an effect tried at once, or as soon as there is room. */
  <E> void begin(Entry<S, E> line, Heard heard, Ear.Hearing hearing) {
    var due =
        new Agenda.Due(reactor.system().name(), now(), heard.at(), line.name, Agenda.Tried.NEVER);
    if (full(line.name)) {
      hearing.oncePassed(() -> add(due));
      return;
    }
    var errand = new Errand<>(due, line, heard, Hold.by(hearing, () -> reactor.notes().due(due)));
    running(due);
    held.add(errand);
    run(errand);
  }

  private boolean full(String line) {
    return ofLine.getOrDefault(line, 0) >= MOST;
  }

  private boolean running(Agenda.Due due) {
    boolean begun = running.add(due);
    if (begun) ofLine.merge(due.line(), 1, Integer::sum);
    return begun;
  }

  void redrive(Agenda.DeadLetter letter) {
    reactor.notes().buried(letter);
    add(
        new Agenda.Due(
            reactor.system().name(), now(), letter.heard(), letter.line(), Agenda.Tried.NEVER));
  }

  /** Runs what is due; whether more may be due at once. */
  boolean step() {
    long now = now();
    if (!waited.isEmpty()) waited.removeIf(each -> each.over(now));
    while (!held.isEmpty() && held.peek().hold().letGo(now - held.peek().due().time())) held.poll();
    if (now < next) return false;
    return due(now);
  }

  private boolean due(long now) {
    boolean ran = false;
    var lines = agenda().lines(reactor.system().name());
    for (var line : lines) ran |= due(line, now);
    // What is overdue and not run waits for room; else there is nothing to look for until then.
    if (!ran) next = next(lines, now);
    return ran;
  }

  private boolean due(String line, long now) {
    if (full(line)) {
      crowded.add(line);
      return false;
    }
    boolean ran = false;
    // Those that run already stand in the agenda too, so that this many are seen again at most.
    for (var each : agenda().due(reactor.system().name(), line, now, MOST)) {
      if (full(line) || !running(each)) continue;
      run(each);
      ran = true;
    }
    return ran;
  }

  private long next(List<String> lines, long now) {
    var system = reactor.system().name();
    return lines.stream()
        .flatMapToLong(line -> agenda().next(system, line, now).stream())
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private void run(Agenda.Due due) {
    Entry<S, ?> line = reactor.table().line(due.line());
    var heard = reactor.ground().hearsay().again(due.heard());
    if (heard.isEmpty()) {
      gone(due); // a power loss took the event, and with it what was to be done about it
    } else if (line == null || !line.wants(heard.get().of())) {
      dead(due, new Agenda.Tried(due.tried().failed(), "there is no such line any more"));
      gone(due);
    } else {
      run(new Errand<>(due, line, heard.get(), Hold.agenda()));
    }
  }

  /** A bug in a line costs this answer and no other. */
  private <E> void run(Errand<S, E> errand) {
    try {
      if (errand.line().deed instanceof Deed.Outward<S, E, ?> outward) attempt(errand, outward);
      else ask(errand, errand.line().name, reply(errand));
    } catch (RuntimeException | Error bug) {
      dead(errand.due(), new Agenda.Tried(errand.due().tried().failed() + 1, bug.toString()));
      done(errand, List.of());
    }
  }

  private <E> Command<?, ?> reply(Errand<S, E> errand) {
    var reader = Store.Reader.of(errand.heard().moment().tenant());
    var store = reactor.ground().store();
    var deed = errand.line().deed;
    var reply =
        deed instanceof Deed.Later<S, E> later ? later.reply() : ((Deed.Now<S, E>) deed).reply();
    return store.read(reactor.system(), reader, known -> reply.to(known, errand.event()));
  }

  /** Asks what the errand came to, under the line's name or one of its own. */
  private void ask(Errand<S, ?> errand, String name, Command<?, ?> command) {
    if (command == null) {
      done(errand, List.of());
      return;
    }
    questions.ask(
        new Questions.Question(name, errand.heard(), command),
        no -> errand.line().refused(errand.heard(), no),
        outcome -> settled(errand, outcome, List.of()));
  }

  private void settled(
      Errand<S, ?> errand, Questions.Settlement outcome, List<Agenda.Memo> before) {
    var due = errand.due();
    if (outcome.failed()) reactor.failed(due.line(), due.heard(), outcome.why());
    done(errand, Stream.concat(before.stream(), outcome.memos().stream()).toList());
  }

  private void over(Agenda.Due due) {
    running.remove(due);
    int left = ofLine.merge(due.line(), -1, Integer::sum);
    if (left <= MOST / 2 && crowded.remove(due.line())) next = Math.min(next, now());
  }

  private void gone(Agenda.Due due) {
    over(due);
    reactor.notes().done(due);
    reactor.hurry();
  }

  private void done(Errand<S, ?> errand, List<Agenda.Memo> memos) {
    if (errand.hold().over(memos, () -> {})) {
      over(errand.due());
    } else {
      memos.forEach(reactor.notes()::forget);
      gone(errand.due());
    }
  }

  private void dead(Agenda.Due due, Agenda.Tried tried) {
    reactor.notes().dead(new Agenda.DeadLetter(due.system(), due.heard(), due.line(), tried));
    reactor.hurry();
  }

  private <E, J> void attempt(Errand<S, E> errand, Deed.Outward<S, E, J> outward) {
    var before = recollection.of(errand.line(), errand.heard());
    if (before.isPresent()) {
      recall(errand, before.get());
      return;
    }
    var due = errand.due();
    var heard = errand.heard();
    J job = reactor.asOf(heard, known -> outward.job().apply(known, errand.event()));
    if (job == null) {
      done(errand, List.of());
      return;
    }
    var effect = outward.effect();
    var id = due.system() + "/" + due.line() + "/" + due.heard();
    var attempt = new Effect.Attempt(id, due.tried().failed() + 1, heard.moment().tenant());
    var outcome = begin(effect, job, attempt);
    waited.add(new Waited(outcome, now() + effect.patience().toNanos() / 1_000));
    outcome.whenComplete(
        (command, why) ->
            questions.later(
                () -> {
                  if (why == null) ask(errand, errand.line().name, command);
                  else failed(errand, effect.pause(attempt.number()), why);
                }));
  }

  /** It had come to its end before the house went down; only that it had was not yet noted. */
  private void recall(Errand<S, ?> errand, Recollection.Recalled before) {
    if (before.givenUp()) {
      dead(errand.due(), new Agenda.Tried(errand.due().tried().failed(), Recollection.GIVEN_UP));
    }
    var then = before.otherwise();
    if (then.isEmpty()) {
      done(errand, before.memos());
      return;
    }
    // This is what is asked instead already: if it is refused too, nothing comes after it.
    questions.ask(
        new Questions.Question(errand.line().name + "!", errand.heard(), then.get()),
        never -> null,
        outcome -> settled(errand, outcome, before.memos()));
  }

  private static <J> CompletableFuture<Command<?, ?>> begin(
      Effect<J> effect, J job, Effect.Attempt attempt) {
    try {
      CompletionStage<? extends Command<?, ?>> stage = effect.attempt(job, attempt);
      return stage.<Command<?, ?>>thenApply(command -> command).toCompletableFuture();
    } catch (RuntimeException bug) {
      return CompletableFuture.failedFuture(bug);
    }
  }

  private void failed(Errand<S, ?> errand, Duration pause, Throwable why) {
    var due = errand.due();
    var heard = errand.heard();
    var cause = why.getCause() == null ? why : why.getCause();
    var tried = new Agenda.Tried(due.tried().failed() + 1, cause.toString());
    reactor.write(heard, new Tried(due.line(), tried.failed(), tried.reason(), pause == null));
    if (pause == null) {
      dead(due, tried);
      // Tried again one day, the effect's outcome must not be taken for this one.
      var line = errand.line();
      ask(errand, line.name + "?", line.givenUp(heard, tried.reason()));
      return;
    }
    long wait = Math.max(pause.toNanos(), wish(cause).toNanos()) / 1_000;
    // Ids are random, and different for each: whoever failed together comes back apart.
    long jitter = Math.floorMod(heard.moment().id().low() + tried.failed(), wait / 10 + 1);
    again(
        errand,
        new Agenda.Due(due.system(), now() + wait + jitter, due.heard(), due.line(), tried));
  }

  private void again(Errand<S, ?> errand, Agenda.Due next) {
    if (errand.hold().over(List.of(), () -> add(next))) {
      over(errand.due());
    } else {
      gone(errand.due());
      add(next);
    }
  }

  private static Duration wish(Throwable cause) {
    return cause instanceof Effect.Later later ? later.after() : Duration.ZERO;
  }
}
