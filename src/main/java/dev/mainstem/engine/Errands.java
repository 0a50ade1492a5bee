package dev.mainstem.engine;

import dev.mainstem.engine.Hearsay.Heard;
import dev.mainstem.engine.ReactionTable.Deed;
import dev.mainstem.engine.ReactionTable.Entry;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Effect;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Tables;
import dev.mainstem.store.Agenda;
import dev.mainstem.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/**
 * What one system's lines do later: timers and effects. Each stands in the agenda from when it was
 * heard until its outcome is durable, so a restart finds it; overdue ones are run at a bounded
 * rate. Owned by the reacting thread.
 */
final class Errands<S extends Tables> {
  private static final int MOST = 64;

  /** Events heard lately: what is due at once need not be read from the log again. */
  private static final class Fresh extends LinkedHashMap<Position, Heard> {
    private static final long serialVersionUID = 1;
    private static final int MOST = 512;
    private static final int LARGEST = 4_096;

    void keep(Heard heard) {
      if (heard.entry().payload().length <= LARGEST) put(heard.at(), heard);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Position, Heard> eldest) {
      return size() > MOST;
    }
  }

  private final Reactor<S> reactor;
  private final Questions questions;
  private final Set<Agenda.Due> running = new HashSet<>();
  private final List<Waited> waited = new ArrayList<>();
  private final Fresh fresh = new Fresh();
  private long next;

  /** An attempt that has not come back, and until when that is waited for. */
  private record Waited(CompletableFuture<?> outcome, long until) {
    boolean over(long now) {
      if (now > until) outcome.completeExceptionally(new TimeoutException("no answer in time"));
      return outcome.isDone();
    }
  }

  Errands(Reactor<S> reactor, Questions questions) {
    this.reactor = reactor;
    this.questions = questions;
  }

  private Agenda agenda() {
    return reactor.ground().store().agenda();
  }

  private long now() {
    return reactor.ground().now().micros();
  }

  void add(String line, Heard heard, long time) {
    if (time <= now()) fresh.keep(heard);
    add(new Agenda.Due(reactor.system().name(), time, heard.at(), line, Agenda.Tried.NEVER));
  }

  private void add(Agenda.Due due) {
    reactor.notes().due(due);
    reactor.hurry();
    next = Math.min(next, due.time());
  }

  void redrive(Agenda.DeadLetter letter) {
    reactor.notes().buried(letter);
    add(
        new Agenda.Due(
            reactor.system().name(), now(), letter.heard(), letter.line(), Agenda.Tried.NEVER));
  }

  /** Runs what is due; whether more may be due at once. */
  boolean step() {
    if (!waited.isEmpty()) waited.removeIf(each -> each.over(now()));
    if (now() < next || running.size() >= MOST) return false;
    var name = reactor.system().name();
    var due = agenda().due(name, now(), MOST + running.size());
    boolean ran = false;
    for (var each : due) {
      if (running.size() >= MOST) return ran;
      if (!running.add(each)) continue;
      run(each);
      ran = true;
    }
    if (!ran) {
      var later = agenda().due(name, Long.MAX_VALUE - 1, running.size() + 1);
      later.removeIf(running::contains);
      next = later.isEmpty() ? Long.MAX_VALUE : later.get(0).time();
    }
    return ran;
  }

  private void run(Agenda.Due due) {
    Entry<S, ?> line = reactor.table().line(due.line());
    var heard =
        Optional.ofNullable(fresh.get(due.heard()))
            .or(() -> reactor.ground().hearsay().again(due.heard()));
    if (heard.isEmpty()) {
      done(due); // a power loss took the event, and with it what was to be done about it
    } else if (line == null || !line.wants(heard.get().of())) {
      dead(due, new Agenda.Tried(due.tried().failed(), "there is no such line any more"));
      done(due);
    } else {
      run(new Errand<>(due, line, heard.get()));
    }
  }

  /** What is due, whose it is, and because of what. */
  private record Errand<S, E>(Agenda.Due due, Entry<S, E> line, Heard heard) {
    E event() {
      return line.as(heard);
    }
  }

  /** A bug in a line costs this answer and no other. */
  private <E> void run(Errand<S, E> errand) {
    try {
      if (errand.line().deed instanceof Deed.Outward<S, E, ?> outward) attempt(errand, outward);
      else ask(errand, errand.line().name, reply(errand));
    } catch (RuntimeException | Error bug) {
      dead(errand.due(), new Agenda.Tried(errand.due().tried().failed() + 1, bug.toString()));
      done(errand.due());
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
    var due = errand.due();
    if (command == null) {
      done(due);
      return;
    }
    var question = new Questions.Question(name, errand.heard(), command);
    questions.ask(
        question,
        no -> errand.line().refused(errand.heard(), no),
        outcome -> {
          outcome.memos().forEach(reactor.notes()::forget);
          if (outcome.failed()) reactor.failed(due.line(), due.heard(), outcome.why());
          done(due);
        });
  }

  private void done(Agenda.Due due) {
    running.remove(due);
    reactor.notes().done(due);
    reactor.hurry();
  }

  private void dead(Agenda.Due due, Agenda.Tried tried) {
    reactor.notes().dead(new Agenda.DeadLetter(due.system(), due.heard(), due.line(), tried));
    reactor.hurry();
  }

  private <E, J> void attempt(Errand<S, E> errand, Deed.Outward<S, E, J> outward) {
    var due = errand.due();
    var heard = errand.heard();
    J job = reactor.asOf(heard, known -> outward.job().apply(known, errand.event()));
    if (job == null) {
      done(due);
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
    done(due);
    add(new Agenda.Due(due.system(), now() + wait + jitter, due.heard(), due.line(), tried));
  }

  private static Duration wish(Throwable cause) {
    return cause instanceof Effect.Later later ? later.after() : Duration.ZERO;
  }
}
