package dev.mainstem.engine;

import dev.mainstem.store.Agenda;
import dev.mainstem.store.Store;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * How systems answer what happens, from when somebody carries their questions: reactions, timers
 * and effects, on one thread. Before that, nothing is due and nothing is heard.
 *
 * <p>{@link #begin}, {@link #step} and {@link #close} belong to whoever opens the house; the rest
 * may be called from any thread.
 */
public final class Processes {
  private final Store store;
  private volatile Listening listening;
  private volatile Loop loop;

  Processes(Store store) {
    this.store = store;
  }

  /**
   * Answers what happens from now on, and what happened while nobody listened.
   *
   * @param stepped whether {@link #step} does the work rather than a thread
   * @param failed told if it cannot go on
   */
  void begin(Listening all, boolean stepped, Consumer<Throwable> failed) {
    listening = all;
    if (all.isEmpty() || stepped) return;
    loop = new Loop("reactions", all::step, failed);
    loop.start();
  }

  /** There is something new. */
  void hearken() {
    var running = loop;
    if (running != null) running.wake();
  }

  boolean step() {
    return listening != null && listening.step();
  }

  /** Up to where everybody who listens has answered a journal. */
  long heard(String journal) {
    return listening == null ? Long.MAX_VALUE : listening.heard(journal);
  }

  /** What lines of a system could not do, for good until somebody has them try again. */
  public List<Agenda.DeadLetter> deadLetters(int limit) {
    if (listening == null) return List.of();
    return listening.reactors().values().stream()
        .flatMap(reactor -> reactor.dead(limit).stream())
        .limit(limit)
        .toList();
  }

  /** What lines of all systems are to do later, the earliest first. */
  public List<Agenda.Due> due(int limit) {
    if (listening == null) return List.of();
    var agenda = store.agenda();
    return listening.reactors().keySet().stream()
        .flatMap(
            name ->
                agenda.lines(name).stream()
                    .flatMap(line -> agenda.due(name, line, Long.MAX_VALUE - 1, limit).stream()))
        .sorted(Comparator.comparingLong(Agenda.Due::time))
        .limit(limit)
        .toList();
  }

  /** Has a dead letter tried again. */
  public void redrive(Agenda.DeadLetter letter) {
    var reactor = listening.reactors().get(letter.system());
    if (reactor != null) reactor.redrive(letter);
  }

  /** Events a system's reactions have not yet heard; 0 if it has none. */
  public long unheard(String system) {
    var reactor = listening == null ? null : listening.reactors().get(system);
    return reactor == null ? 0 : reactor.behind();
  }

  /** Asks nothing any more; what is still open is asked again after the next start. */
  void quiet() throws InterruptedException {
    if (loop != null) loop.close();
  }

  void close() {
    if (listening != null) listening.close();
  }
}
