package dev.mainstem.engine;

import dev.mainstem.kernel.Caller;
import dev.mainstem.kernel.Cause;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Tables;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.log.DiskLow;
import dev.mainstem.log.Draft;
import dev.mainstem.log.Entry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * All reactors of a house, on one thread. A system that listens for the first time in a house that
 * has a past does not hear that past. From where it listens stands in the log, also in a new house:
 * or one whose tables are lost could not be told from one that never listened.
 */
final class Listening {
  static final String BEGAN = Settled.HOUSE + "Began";

  private final Engine engine;
  private final Reactor.Ground ground;
  private final Map<String, Reactor<?>> reactors = new ConcurrentSkipListMap<>();
  private final List<Writer<?>> silent = new ArrayList<>();

  /**
   * Stands in the log for a system that listens from here on.
   *
   * @param from positions it has passed without hearing them, by journal
   */
  record Began(Map<String, Long> from) {}

  Listening(Engine engine, Reactor.Ground ground) {
    this.engine = engine;
    this.ground = ground;
    for (var writer : engine.writers().values()) {
      if (!ReactionTable.of(writer.system()).lines().isEmpty()) silent.add(writer);
    }
    silent.removeIf(this::listens);
  }

  /** Whether it listens by now: the log may be too full for it to begin. */
  private boolean listens(Writer<?> writer) {
    try {
      add(writer);
      return true;
    } catch (DiskLow later) {
      return false;
    }
  }

  private <S extends Tables> void add(Writer<S> writer) {
    var table = ReactionTable.of(writer.system());
    var name = writer.system().name();
    var unheard = new TreeSet<>(table.journals(ground.hearsay()));
    unheard.add(JournalSpec.MAIN);
    lost(name, unheard);
    unheard.removeIf(journal -> ground.store().agenda().heard(name, journal).isPresent());
    if (!unheard.isEmpty()) begin(writer, unheard);
    reactors.put(name, new Reactor<>(writer.system(), table, ground));
  }

  /**
   * Takes back that it heard what a power loss took of journals, or it would pass over what is
   * written in its place. On the disk at once, before there is any of that.
   */
  private void lost(String name, Set<String> journals) {
    var agenda = ground.store().agenda();
    var notes = agenda.notes();
    for (var journal : journals) {
      long last = ground.hearsay().journal(journal).last();
      if (agenda.heard(name, journal).orElse(0) <= last) continue;
      notes.heard(name, new Position(journal, last));
    }
    if (notes.isEmpty()) return;
    notes.write();
    ground.store().checkpoint(true);
  }

  /** It hears each journal from here on, also one that a line of its own has only now named. */
  private void begin(Writer<?> writer, Set<String> journals) {
    var name = writer.system().name();
    Map<String, Long> from = new LinkedHashMap<>();
    for (var journal : journals) from.put(journal, ground.hearsay().journal(journal).last());
    var began = new Began(from);
    var entry = new Entry(BEGAN, List.of(), engine.codec().toCbor(began));
    var at = moment(name);
    var draft = new Draft(name, at, Optional.empty(), List.of(entry));
    ground.hearsay().journal(JournalSpec.MAIN).append(draft, this, List.of());
    heard(ground, name, began);
  }

  private Moment moment(String system) {
    long now = ground.now().micros();
    var id = ground.now().id(now);
    var time = Instant.EPOCH.plus(now, ChronoUnit.MICROS);
    return new Moment(time, Tenant.HOUSE, Caller.named(system), id, Cause.begins(id, ""));
  }

  private static void heard(Reactor.Ground ground, String system, Began began) {
    var notes = ground.store().agenda().notes();
    began.from().forEach((journal, last) -> notes.heard(system, new Position(journal, last)));
    notes.write();
  }

  boolean isEmpty() {
    return reactors.isEmpty() && silent.isEmpty();
  }

  Map<String, Reactor<?>> reactors() {
    return reactors;
  }

  /** Up to where all reactors have answered a journal. */
  long heard(String journal) {
    return reactors.keySet().stream()
        .flatMapToLong(system -> ground.store().agenda().heard(system, journal).stream())
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** Steps every reactor; whether there is more to do at once. */
  boolean step() {
    silent.removeIf(this::listens);
    boolean more = false;
    for (var reactor : new ArrayList<>(reactors.values())) more |= reactor.step();
    return more;
  }

  void close() {
    for (var reactor : reactors.values()) reactor.close();
  }
}
