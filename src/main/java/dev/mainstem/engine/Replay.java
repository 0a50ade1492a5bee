package dev.mainstem.engine;

import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Tables;
import dev.mainstem.log.Frame;
import dev.mainstem.log.Journal;
import dev.mainstem.store.Commit;
import dev.mainstem.store.Desk;
import dev.mainstem.store.Ledger;
import dev.mainstem.store.Store;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the tables up to their journals when the house opens: what a crash left unfolded, what a
 * changed shape made worthless, what a stopped system missed. Uses the same {@code applyTo} and the
 * same fold as a living house. Owned by the opening thread.
 */
final class Replay {
  private static final int GROUP = 1_024;
  private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

  private final Store store;
  private final Map<String, Writer<?>> writers;
  private final List<Commit> group = new ArrayList<>(GROUP);

  Replay(Store store, Map<String, Writer<?>> writers) {
    this.store = store;
    this.writers = writers;
  }

  /** Replays one journal; returns how many events were folded. */
  long run(Journal journal) {
    var name = journal.spec().name();
    var ledger = store.ledger();
    if (ledger.position(name) > journal.last()) startOver(journal);
    long upTo = ledger.position(name);
    Map<String, Long> from = new HashMap<>();
    for (var writer : writers.values()) {
      OptionalLong behind = ledger.behind(writer.system().name(), name);
      from.put(writer.system().name(), behind.orElse(upTo));
    }
    long begin = from.values().stream().mapToLong(Long::longValue).min().orElse(upTo);
    long events = fold(journal, begin, from);
    for (var system : from.keySet()) {
      if (writers.get(system).stopped().isEmpty()) ledger.caughtUp(system, name);
    }
    return events;
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
    store.ledger().rewind(name, 0);
  }

  static List<String> journals(Writer<?> writer) {
    return writer.system().events().keySet().stream().map(JournalSpec::name).toList();
  }

  private long fold(Journal journal, long begin, Map<String, Long> from) {
    var name = journal.spec().name();
    long events = 0;
    long last = begin;
    try (var tail = journal.tail(begin)) {
      for (var frame = tail.next(); frame != null; frame = tail.next()) {
        last = frame.last();
        var writer = writers.get(frame.system());
        if (writer != null && frame.last() > from.get(frame.system())) {
          apply(writer, name, frame);
          events += frame.count();
        }
        if (group.size() >= GROUP) flush(name, last);
      }
    }
    flush(name, Math.max(last, store.ledger().position(name)));
    return events;
  }

  private void flush(String journal, long last) {
    long upTo = Math.max(last, store.ledger().position(journal));
    store.fold(group, Map.of(journal, upTo));
    group.clear();
    for (var writer : writers.values()) writer.desk().settle();
  }

  private <S extends Tables> void apply(Writer<S> writer, String journal, Frame frame) {
    if (!writer.stopped().isEmpty()) return;
    var at = frame.moment();
    writer.notBefore(ChronoUnit.MICROS.between(java.time.Instant.EPOCH, at.time()));
    var desk = writer.desk();
    desk.begin(journal);
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
    } catch (RuntimeException | StackOverflowError bug) {
      desk.drop();
      stop(writer, journal, frame, bug);
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
