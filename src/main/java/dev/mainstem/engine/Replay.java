package dev.mainstem.engine;

import dev.mainstem.codec.Codec;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Tables;
import dev.mainstem.log.Frame;
import dev.mainstem.log.Journal;
import dev.mainstem.store.Commit;
import dev.mainstem.store.Desk;
import dev.mainstem.store.Ledger;
import dev.mainstem.store.Store;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the tables up to their journals when the house opens: what a crash left unfolded, what a
 * changed shape made worthless, what a stopped system missed. Uses the same {@code applyTo} and the
 * same fold as a living house. Owned by the opening thread.
 */
final class Replay {
  /** Events folded in one batch while nobody is served. */
  private static final int GROUP = 2_048;

  /** And beside those who are, who would wait for as long as a batch takes. */
  private static final int SMALL_GROUP = 256;

  private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

  private final Store store;
  private final Codec codec;
  private final Map<String, Writer<?>> writers;
  private List<Commit> group = new ArrayList<>();
  private Refolding refolding;
  private Bases bases;
  private LongConsumer folded = events -> {};
  private long total;
  private int pending;
  private int most = GROUP;

  Replay(Store store, Codec codec, Map<String, Writer<?>> writers) {
    this.store = store;
    this.codec = codec;
    this.writers = writers;
    this.refolding = Refolding.here(store);
  }

  /** What is applied is folded on another thread, if this one has the processors for itself. */
  Replay alone(boolean alone) {
    if (alone) refolding = Refolding.beside(store);
    return this;
  }

  /** Journals that were cut are gone on with from here. */
  Replay from(Bases bases) {
    this.bases = bases;
    return this;
  }

  /** Replays what the tables lack of all journals; returns how many events were folded. */
  long run(Collection<Journal> journals) {
    // Before anything is replayed: starting over takes rows of other journals with it.
    boolean over = false;
    for (var journal : journals) {
      if (store.ledger().position(journal.spec().name()) <= journal.last()) continue;
      startOver(journal);
      over = true;
    }
    long events = 0;
    try (var ignored = refolding) {
      for (var journal : journals) events += run(journal);
    }
    // Started over, what lies on the disk is wrong until now, and would pass for right once the
    // journal grows. And a house that is killed soon again must not replay the same once more.
    if (over || events > 0) store.checkpoint(true);
    return events;
  }

  /**
   * Folds everything from the beginning of the journals up to these positions into empty tables.
   *
   * @param folded hears, after each batch, how many events were folded so far
   */
  void run(Collection<Journal> journals, Map<String, Long> upTo, LongConsumer folded) {
    this.folded = folded;
    most = SMALL_GROUP;
    for (var journal : journals) {
      var from = new Starts(journal.spec().name(), 0);
      for (var writer : writers.values()) {
        if (journals(writer).contains(journal.spec().name())) {
          from.at().put(writer.system().name(), 0L);
        }
      }
      fold(journal, from, upTo.get(journal.spec().name()));
    }
  }

  private long run(Journal journal) {
    var name = journal.spec().name();
    var ledger = store.ledger();
    var from = new Starts(name, ledger.position(name));
    for (var writer : writers.values()) {
      if (!journals(writer).contains(name)) continue;
      var system = writer.system().name();
      long at = Math.min(from.upTo(), ledger.behind(system, name).orElse(from.upTo()));
      from.at().put(system, at);
      if (!writer.stopped().isEmpty()) ledger.stoppedAt(system, name, at);
    }
    long events = fold(journal, from, Long.MAX_VALUE);
    for (var system : from.at().keySet()) {
      if (writers.get(system).stopped().isEmpty()) ledger.caughtUp(system, name);
    }
    return events;
  }

  /**
   * Where a journal's replay begins.
   *
   * @param upTo how far the journal is folded for systems that do not lag
   * @param at how far it is folded for each system
   */
  private record Starts(String journal, long upTo, Map<String, Long> at) {
    Starts(String journal, long upTo) {
      this(journal, upTo, new HashMap<>());
    }

    long first() {
      return at.values().stream().mapToLong(Long::longValue).min().orElse(upTo);
    }

    /** Where those that lag stand once the replay has come to this position. */
    Map<String, Long> lagging(long position) {
      Map<String, Long> lagging = new HashMap<>();
      at.forEach(
          (system, from) -> {
            if (from < upTo) lagging.put(system, Math.max(from, position));
          });
      return lagging;
    }
  }

  /** The tables know more than the journal: they rest on something a power loss took. */
  private void startOver(Journal journal) {
    var name = journal.spec().name();
    LOG.warn(
        "tables stand at {}-{}, the journal ends at {}: rebuilding",
        name,
        store.ledger().position(name),
        journal.last());
    for (var writer : writers.values()) {
      if (!journals(writer).contains(name)) continue;
      store.forgetTables(writer.system().name(), journals(writer));
    }
    store.forgetAnswers(name, journal.last());
    store.ledger().rewind(name, 0);
  }

  static List<String> journals(Writer<?> writer) {
    return writer.system().events().keySet().stream().map(JournalSpec::name).toList();
  }

  /** What was cut off a journal is taken from its base. */
  private void begin(Journal journal, Starts from) {
    var name = from.journal();
    var cut =
        from.at().keySet().stream().filter(each -> from.at().get(each) < cut(journal)).toList();
    if (cut.isEmpty()) return;
    var base = bases.of(name).filter(each -> each.position() >= cut(journal));
    if (base.isEmpty()) {
      throw new IllegalStateException(
          "journal " + name + " begins at " + journal.firstKept() + " and has no base");
    }
    try (var tables = bases.open(base.get())) {
      for (var system : cut) {
        store.adopt(tables, writers.get(system).system(), name);
        from.at().put(system, base.get().position());
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the base of " + name + " did not close well", e);
    }
  }

  /** The last position that is no longer kept. */
  private static long cut(Journal journal) {
    return journal.firstKept() - 1;
  }

  private long fold(Journal journal, Starts from, long upTo) {
    begin(journal, from);
    long events = 0;
    long last = Math.max(from.first(), cut(journal));
    try (var tail = journal.tail(last)) {
      for (var frame = tail.next(); frame != null && frame.last() <= upTo; frame = tail.next()) {
        var start = from.at().get(frame.system());
        if (frame.names().get(0).equals(Listening.BEGAN)) began(frame);
        if (start != null && frame.last() > start) {
          apply(writers.get(frame.system()), from, frame);
          events += frame.count();
          pending += frame.count();
        }
        last = frame.last();
        if (pending >= most) flush(from, last);
      }
    }
    flush(from, last);
    rest();
    return events;
  }

  /** Without tables, how far a system has listened is not known, but from where it began is. */
  private void began(Frame frame) {
    var agenda = store.agenda();
    var began = codec.fromCbor(Listening.Began.class, frame.entries().get(0).payload());
    var notes = agenda.notes();
    began
        .from()
        .forEach(
            (journal, last) -> {
              if (agenda.heard(frame.system(), journal).isPresent()) return;
              notes.heard(frame.system(), new Position(journal, last));
            });
    notes.write();
  }

  /** One batch holds the rows and how far they go, or a crash would let some be replayed twice. */
  private void flush(Starts from, long last) {
    var lagging = from.lagging(last);
    lagging.keySet().removeIf(system -> !writers.get(system).stopped().isEmpty());
    refolding.fold(group, new Store.Replayed(from.journal(), last, lagging));
    group = new ArrayList<>();
    total += pending;
    pending = 0;
    folded.accept(total);
    for (var writer : writers.values()) writer.desk().settle();
  }

  private void rest() {
    refolding.await();
    for (var writer : writers.values()) writer.desk().settle();
  }

  private <S extends Tables> void apply(Writer<S> writer, Starts from, Frame frame) {
    if (!writer.stopped().isEmpty()) return;
    var at = frame.moment();
    writer.notBefore(ChronoUnit.MICROS.between(java.time.Instant.EPOCH, at.time()));
    var desk = writer.desk();
    desk.begin(from.journal());
    try {
      desk.open().at(frame.last());
      var known = desk.known(at.tenant());
      for (var entry : frame.entries()) writer.codec().event(entry).applyTo(known, at);
      frame
          .remembered()
          .ifPresent(
              r ->
                  desk.remember(
                      at.tenant(), r.clientId(), new Desk.Answered(r.bodyHash(), r.answer(), at)));
      group.add(desk.keep());
    } catch (RuntimeException | Error bug) {
      desk.drop();
      flush(from, frame.first() - 1);
      rest();
      stop(writer, from.journal(), frame, bug);
    }
  }

  private void stop(Writer<?> writer, String journal, Frame frame, Throwable bug) {
    var system = writer.system().name();
    var reason = "cannot fold " + journal + "-" + frame.last() + ": " + bug;
    LOG.error("system {} is stopped: {}", system, reason, bug);
    writer.stop(reason);
    Ledger ledger = store.ledger();
    ledger.stoppedAt(system, journal, frame.first() - 1);
  }
}
