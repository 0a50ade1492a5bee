package dev.mainstem.engine;

import dev.mainstem.engine.Hearsay.Heard;
import dev.mainstem.kernel.Caller;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Problem;
import dev.mainstem.kernel.Refusal;
import dev.mainstem.store.Agenda;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What one system's reactions are asking: a bounded number at once, each asked again while nobody
 * can say what came of it. Owned by the reacting thread; answers may come from any.
 */
final class Questions {
  private static final int MOST = 256;
  private static final int BUGS = 5;
  private static final long FIRST_WAIT_US = 50_000;
  private static final long LONGEST_WAIT_US = 5_000_000;

  private final String system;
  private final Reactor.Ground ground;
  private final Caller caller;
  private final Queue<Runnable> told = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Again> again =
      new PriorityQueue<>(Comparator.comparingLong(Again::time));
  private int open;

  /** What a line asks because of an event. */
  record Question(String line, Heard heard, Command<?, ?> command) {}

  /**
   * What came of a question and, if it was refused, of what was asked then.
   *
   * @param why it has failed for good, or null
   * @param memos what the systems asked remember for it
   */
  record Settlement(Throwable why, List<Agenda.Memo> memos) {
    boolean failed() {
      return why != null;
    }
  }

  private record Again(long time, Asking asking) {}

  Questions(String system, Reactor.Ground ground) {
    this.system = system;
    this.ground = ground;
    this.caller = new Caller(system, Set.of(Caller.OWNER));
  }

  /** Whether nothing more should be asked now; also while something must be asked again first. */
  boolean full() {
    return open >= MOST || !again.isEmpty();
  }

  /** Has this done on the reacting thread. Any thread. */
  void later(Runnable then) {
    told.add(then);
    ground.wake().run();
  }

  boolean step() {
    for (var next = told.poll(); next != null; next = told.poll()) next.run();
    long now = ground.now().micros();
    while (!again.isEmpty() && again.peek().time() <= now) again.poll().asking().send();
    return false;
  }

  /**
   * Asks.
   *
   * @param refused what to ask if it is refused, or null
   * @param settled told once, on the reacting thread
   */
  void ask(
      Question question, Function<Refusal, Command<?, ?>> refused, Consumer<Settlement> settled) {
    open++;
    new Asking(question, question.line(), refused, settled).send();
  }

  /** One question until it is settled. */
  private final class Asking {
    private final Question question;
    private final String name;
    private final Function<Refusal, Command<?, ?>> refused;
    private final Consumer<Settlement> settled;
    private final List<Agenda.Memo> memos = new ArrayList<>(2);
    private long waitUs = FIRST_WAIT_US;
    private int bugs;

    Asking(
        Question question,
        String name,
        Function<Refusal, Command<?, ?>> refused,
        Consumer<Settlement> settled) {
      this.question = question;
      this.name = name;
      this.refused = refused;
      this.settled = settled;
    }

    void send() {
      var heard = question.heard();
      var cause = heard.moment().cause().then(heard.at(), system);
      var tenant = heard.moment().tenant();
      var from = new Asked.From(tenant, caller, cause.trace(), Optional.of(cause));
      var once = Asked.Once.of(system + "/" + name, heard.at());
      var target = ground.hearsay().systemOf(question.command());
      memos.clear();
      memos.add(new Agenda.Memo(tenant, target, once.id()));
      Consumer<Answer> hear = answer -> later(() -> answered(answer));
      ground.asker().ask(target, question.command(), new Asker.Terms(from, once), hear);
    }

    private void answered(Answer answer) {
      if (answer instanceof Answer.Refused no) refused(no);
      else settle(null);
    }

    private void refused(Answer.Refused no) {
      var kind = no.problem().kind();
      boolean house = no.system().equals(HouseProblem.HOUSE);
      boolean unknown = kind == Problem.Kind.BUSY || kind == Problem.Kind.OUTCOME_UNKNOWN;
      if (house && (unknown || kind == Problem.Kind.BROKEN && ++bugs < BUGS)) {
        again.add(new Again(ground.now().micros() + waitUs, this));
        waitUs = Math.min(waitUs * 2, LONGEST_WAIT_US);
      } else if (house && kind == Problem.Kind.BROKEN) {
        settle(new IllegalStateException(question.command() + " met a bug"));
      } else {
        otherwise(no.problem().at(no.pointer(), no.detail()));
      }
    }

    private void otherwise(Refusal no) {
      Command<?, ?> instead = refused.apply(no);
      if (instead == null) {
        settle(null);
        return;
      }
      open++;
      var second = new Question(question.line(), question.heard(), instead);
      new Asking(second, question.line() + "!", never -> null, this::both).send();
    }

    private void both(Settlement second) {
      memos.addAll(second.memos());
      settle(second.why());
    }

    private void settle(Throwable why) {
      open--;
      settled.accept(new Settlement(why, memos));
    }
  }
}
