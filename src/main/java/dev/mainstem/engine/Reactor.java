package dev.mainstem.engine;

import dev.mainstem.engine.Hearsay.Heard;
import dev.mainstem.engine.ReactionTable.Deed;
import dev.mainstem.engine.ReactionTable.Entry;
import dev.mainstem.kernel.Caller;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tables;
import dev.mainstem.log.Frame;
import dev.mainstem.store.Agenda;
import dev.mainstem.store.AsOf;
import dev.mainstem.store.Store;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what happened for one system: hears the journals from where it left off, and for every
 * line that listens asks its command, notes when it is due, or has the effect tried.
 *
 * <p>Why exactly once: how far was heard moves on only when the outcome of everything asked up to
 * there is durable. After a crash the rest is heard again, from the same tables (as of the event),
 * and asked again under the same id, and whoever is asked remembers.
 *
 * <p>A step machine, owned by the reacting thread.
 */
final class Reactor<S extends Tables> {
  private static final Logger LOG = LoggerFactory.getLogger(Reactor.class);
  private static final int TURN = 256;
  private static final long SAVE_US = 1_000_000;

  private final Subsystem<S> system;
  private final ReactionTable<S> table;
  private final Map<String, List<Entry<S, ?>>> lines = new HashMap<>();
  private final List<Ear> ears = new ArrayList<>();
  private final Ground ground;
  private final Questions questions;
  private final Agenda.Notes notes;
  private final Errands<S> errands;
  private final Aftermath<S> aftermath;
  private boolean urgent;
  private long savedAt;

  /** What all reactors stand on. */
  record Ground(Store store, Hearsay hearsay, Circumstances now, Asker asker, Runnable wake) {}

  Reactor(Subsystem<S> system, ReactionTable<S> table, Ground ground) {
    this.system = system;
    this.table = table;
    this.ground = ground;
    this.notes = ground.store().agenda().notes();
    this.questions = new Questions(system.name(), ground);
    this.errands = new Errands<>(this, questions);
    this.aftermath = new Aftermath<>(this);
    for (var event : ground.hearsay().events()) {
      var wanted = table.lines().stream().filter(line -> line.wants(event)).toList();
      if (!wanted.isEmpty()) lines.put(event.name(), wanted);
    }
    ground.store().agenda().renew(system.name());
    aftermath.settle();
    table.journals(ground.hearsay()).forEach(name -> ears.add(ear(name)));
  }

  private Ear ear(String name) {
    var journal = ground.hearsay().journal(name);
    var heard = ground.store().agenda().heard(system.name(), name);
    // A power loss may have taken the end of what was heard.
    return new Ear(journal, Math.min(heard.orElse(0), journal.last()));
  }

  Subsystem<S> system() {
    return system;
  }

  Ground ground() {
    return ground;
  }

  Agenda.Notes notes() {
    return notes;
  }

  /** Lines that could not answer, for good until somebody has them try again. Any thread. */
  List<Agenda.DeadLetter> dead(int limit) {
    return ground.store().agenda().dead(system.name(), limit);
  }

  /** Events of its journals it has not yet heard. Any thread. */
  long behind() {
    return ears.stream().mapToLong(ear -> ear.behind(ground.store())).sum();
  }

  /** Has a dead letter tried again. Any thread; whether there was one is known at the next step. */
  void redrive(Agenda.DeadLetter letter) {
    questions.later(() -> errands.redrive(letter));
  }

  /** Does a bounded piece of work; whether there is more to do at once. */
  boolean step() {
    boolean more = questions.step();
    for (var ear : ears) more |= hear(ear);
    // What is due is looked for among what is written.
    if (urgent) save();
    more |= errands.step();
    for (var ear : ears) ear.pass(notes, system.name());
    // What was noted just now may be due at once.
    boolean due = urgent;
    if (urgent || !more && resting() || ground.now().micros() - savedAt > SAVE_US) save();
    return more || due;
  }

  private boolean resting() {
    for (var ear : ears) {
      if (!ear.resting()) return false;
    }
    return true;
  }

  void save() {
    urgent = false;
    savedAt = ground.now().micros();
    if (!notes.isEmpty()) notes.write();
  }

  /** What is noted must be written before the step ends. */
  void hurry() {
    urgent = true;
  }

  private boolean hear(Ear ear) {
    for (int n = 0; n < TURN; n++) {
      if (questions.full()) return false;
      var frame = ear.next(ground.store());
      if (frame == null) return false;
      var hearing = ear.begin(frame);
      if (frame.names().stream().anyMatch(lines::containsKey)) hear(ear, frame, hearing);
    }
    return true;
  }

  private void hear(Ear ear, Frame frame, Ear.Hearing hearing) {
    var entries = frame.entries();
    for (int i = 0; i < entries.size(); i++) {
      var entry = entries.get(i);
      var listening = lines.get(entry.name());
      if (listening == null) continue;
      var heard = ground.hearsay().read(ear.journalItself(), frame, i, entry);
      for (var line : listening) {
        if (line.concerns(system.name(), heard)) answer(line, heard, hearing);
      }
    }
  }

  /** Its lines that hear events of this name. */
  List<Entry<S, ?>> listening(String event) {
    return lines.getOrDefault(event, List.of());
  }

  Errands<S> errands() {
    return errands;
  }

  /** A bug in a line costs this answer and no other. */
  private <E> void answer(Entry<S, E> line, Heard heard, Ear.Hearing hearing) {
    try {
      E event = line.as(heard);
      if (line.deed instanceof Deed.Now<S, E> now) {
        var command = asOf(heard, known -> now.reply().to(known, event));
        if (command != null) ask(line, heard, command, hearing);
      } else if (line.deed instanceof Deed.Later<S, E> later) {
        var decided = heard.moment().time();
        Instant due = asOf(heard, known -> later.due().of(known, event, decided));
        if (due != null) hearing.oncePassed(() -> errands.add(line.name, heard, micros(due)));
      } else if (aftermath.restored(heard.at())) {
        aftermath.look(line, heard);
      } else {
        errands.begin(line, heard, hearing);
      }
    } catch (RuntimeException | Error bug) {
      failed(line.name, heard.at(), bug);
    }
  }

  void failed(String line, Position at, Throwable bug) {
    LOG.error("line {} of {} failed at {}", line, system.name(), at, bug);
    notes.dead(new Agenda.DeadLetter(system.name(), at, line, new Agenda.Tried(1, bug + "")));
    hurry();
  }

  /** Writes down what belongs to the story of an event, but changes no table. */
  void write(Heard heard, Tried tried) {
    long now = ground.now().micros();
    var cause = heard.moment().cause().then(heard.at(), system.name());
    var time = Instant.EPOCH.plus(now, ChronoUnit.MICROS);
    var caller = Caller.named(system.name());
    var id = ground.now().id(now);
    var at = new Moment(time, heard.moment().tenant(), caller, id, cause);
    ground.hearsay().write(system.name(), at, tried);
  }

  /**
   * Reads what was known when this had just happened. What is heard is never beyond the horizon;
   * what was put off for longer than it reaches back is answered with what is known by now.
   */
  <T> T asOf(Heard heard, java.util.function.Function<S, T> read) {
    var known = heard.known();
    var tenant = heard.moment().tenant();
    boolean beyond = known.number() < ground.store().horizon().of(known.journal());
    var then = new Store.Reader(tenant, Optional.of(AsOf.of(known)), false);
    return ground.store().read(system, beyond ? Store.Reader.of(tenant) : then, read);
  }

  /** The JDK's own difference goes through nanoseconds, which end in 2262. */
  static long micros(Instant time) {
    long micros = Math.multiplyExact(time.getEpochSecond(), 1_000_000L);
    return Math.addExact(micros, time.getNano() / 1_000);
  }

  private void ask(Entry<S, ?> line, Heard heard, Command<?, ?> command, Ear.Hearing hearing) {
    hearing.open();
    questions.ask(
        new Questions.Question(line.name, heard, command),
        no -> line.refused(heard, no),
        outcome -> {
          if (outcome.failed()) failed(line.name, heard.at(), outcome.why());
          outcome.memos().forEach(hearing::keep);
          hearing.close();
        });
  }

  ReactionTable<S> table() {
    return table;
  }

  void close() {
    for (var ear : ears) ear.close();
  }
}
