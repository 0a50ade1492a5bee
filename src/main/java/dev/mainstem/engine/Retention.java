package dev.mainstem.engine;

import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.log.Journal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts journals that are not kept for ever, each behind a base that holds what its tables had come
 * to. Nothing is cut that a reaction, a view or the annals have not heard, or a system that has
 * stopped; nor what a timer or an effect is still to be done about, since it reads its event again.
 * A dead letter keeps nothing: once its event is cut, it cannot be driven again. Owned by one
 * thread.
 */
final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private final Engine engine;
  private final Engine.Settings settings;
  private final Bases bases;

  Retention(Engine engine, Engine.Settings settings, Bases bases) {
    this.engine = engine;
    this.settings = settings;
    this.bases = bases;
  }

  /**
   * Cuts what is due; how many events went.
   *
   * @param pace called now and then; may throw to call it off
   */
  long run(LongConsumer pace) {
    long gone = 0;
    for (var journal : engine.journals().values()) {
      var keep = journal.spec().keep();
      if (keep.isEmpty()) continue;
      var time = ChronoUnit.MICROS.between(Instant.EPOCH, engine.now().minus(keep.get()));
      // In this order: what becomes due meanwhile lies behind what was heard.
      long most = Math.min(journal.positionAt(time), heard(journal));
      gone += cut(journal, Math.min(most, beforeWhatIsDue(journal.spec().name())), pace);
    }
    return gone;
  }

  /** The last position before all events that something is still due because of. */
  private long beforeWhatIsDue(String journal) {
    var least = new long[] {Long.MAX_VALUE};
    for (var system : engine.systems()) {
      engine
          .store()
          .agenda()
          .allDue(
              system.name(),
              due -> {
                boolean of = due.heard().journal().equals(journal);
                if (of) least[0] = Math.min(least[0], due.heard().number());
              });
    }
    return least[0] == Long.MAX_VALUE ? Long.MAX_VALUE : least[0] - 1;
  }

  /** Up to where everybody who listens has heard a journal. */
  private long heard(Journal journal) {
    var name = journal.spec().name();
    long heard = Math.min(journal.durable(), engine.heard(name));
    for (var writer : engine.writers().values()) {
      var behind = engine.store().ledger().behind(writer.system().name(), name);
      if (behind.isPresent()) heard = Math.min(heard, behind.getAsLong());
    }
    return heard;
  }

  private long cut(Journal journal, long upTo, LongConsumer pace) {
    long position = journal.trimmable(upTo);
    long first = journal.firstKept();
    if (position < first) return 0;
    var name = journal.spec().name();
    base(journal, position, pace);
    // Tables that a kill takes back must not need what is cut.
    engine.store().checkpoint(true);
    journal.trim(position);
    bases.tidy(name);
    LOG.info("{} is cut at {}: {} events are gone", name, position, position + 1 - first);
    return position + 1 - first;
  }

  private void base(Journal journal, long position, LongConsumer pace) {
    var name = journal.spec().name();
    var directory = bases.unfinished(name);
    try (var beside = Beside.keeping(engine, settings, directory)) {
      var writers = new HashMap<>(beside.writers());
      writers.values().removeIf(each -> !concerned(each, journal.spec()));
      var replay = new Replay(beside.store(), engine.codec(), writers).from(bases);
      replay.run(List.of(journal), Map.of(name, position), pace);
      beside.store().checkpoint(true);
    }
    bases.finished(name, position);
  }

  private static boolean concerned(Writer<?> writer, JournalSpec journal) {
    return Replay.journals(writer).contains(journal.name());
  }
}
