package dev.mainstem.engine;

import dev.mainstem.engine.Hearsay.Heard;
import dev.mainstem.engine.ReactionTable.Deed;
import dev.mainstem.engine.ReactionTable.Entry;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Tables;
import dev.mainstem.log.Frame;
import dev.mainstem.log.Journal;
import dev.mainstem.store.Agenda;
import dev.mainstem.store.Ledger;
import dev.mainstem.store.Restoration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a restore leaves one system's lines to settle before they go on.
 *
 * <p>Effects that came out of a backup without an outcome are not tried: the house the backup was
 * taken from has gone on and may have done them. They stand as dead letters, for somebody to look.
 *
 * <p>If the log ends, for all or for one tenant, before what the agenda tells of, every event of
 * theirs is heard again. What a line once asked for is found among the remembered answers if its
 * outcome is still in the log; the rest is put into the agenda. Owned by the reacting thread.
 */
final class Aftermath<S extends Tables> {
  private static final Logger LOG = LoggerFactory.getLogger(Aftermath.class);
  private static final int MOST_NOTES = 1_000;
  private static final String REASON =
      "out of a backup: it may have been done since; look, then have it tried again";

  private final Reactor<S> reactor;
  private final Ledger ledger;

  Aftermath(Reactor<S> reactor) {
    this.reactor = reactor;
    this.ledger = reactor.ground().store().ledger();
  }

  /** Whether this event came out of a backup. */
  boolean restored(Position event) {
    return event.number() <= ledger.restored(event.journal());
  }

  /** Done once after each restore, also if it is interrupted: then all of it is done again. */
  void settle() {
    var system = reactor.system().name();
    if (ledger.restored(JournalSpec.MAIN) == 0 || ledger.settled(system)) return;
    var agenda = reactor.ground().store().agenda();
    agenda.allDue(system, this::restored);
    reactor.save();
    ledger.hearAgain().ifPresent(this::again);
    reactor.save();
    ledger.settle(system);
  }

  private void restored(Agenda.Due due) {
    if (!restored(due.heard())) return;
    var line = reactor.table().line(due.line());
    if (line == null || !(line.deed instanceof Deed.Outward)) return;
    var heard = reactor.ground().hearsay().again(due.heard());
    reactor.notes().done(due);
    if (heard.isPresent()) look(line, heard.get());
  }

  /** Somebody must look, unless the log says what the effect came to. */
  void look(Entry<S, ?> line, Heard heard) {
    if (answered(line.name, heard) || answered(line.name + "?", heard)) return;
    if (!wants(line, heard)) return;
    var tried = new Agenda.Tried(0, REASON);
    var letter = new Agenda.DeadLetter(reactor.system().name(), heard.at(), line.name, tried);
    reactor.notes().dead(letter);
    reactor.hurry();
  }

  /** Whether there is anything to do for this event at all. */
  private <E> boolean wants(Entry<S, E> line, Heard heard) {
    if (!(line.deed instanceof Deed.Outward<S, E, ?> outward)) return false;
    E event = line.as(heard);
    try {
      return reactor.asOf(heard, known -> outward.job().apply(known, event)) != null;
    } catch (RuntimeException bug) {
      return true; // whoever looks will see it
    }
  }

  private boolean answered(String line, Heard heard) {
    var once = Asked.Once.of(reactor.system().name() + "/" + line, heard.at());
    return reactor.ground().store().ended(heard.moment().tenant(), once.id()).isPresent();
  }

  private void again(String whose) {
    var system = reactor.system().name();
    var began = began();
    boolean all = whose.equals(Restoration.EVERYBODY);
    LOG.info("{} hears again what happened to {}", system, all ? "everybody" : whose);
    began.forEach(
        (name, from) -> {
          var journal = reactor.ground().hearsay().journal(name);
          if (journal == null) return;
          long heard = reactor.ground().store().agenda().heard(system, name).orElse(0);
          long upTo = all ? ledger.restored(name) : heard;
          long after = Math.max(from, journal.firstKept() - 1);
          hear(new Part(journal, after, upTo), all ? Optional.empty() : Optional.of(whose));
          if (all && upTo > heard) reactor.notes().heard(system, new Position(name, upTo));
        });
  }

  /** From where the system listens to each journal, as it stands in the log. */
  private Map<String, Long> began() {
    var hearsay = reactor.ground().hearsay();
    Map<String, Long> began = new LinkedHashMap<>();
    try (var tail = hearsay.journal(JournalSpec.MAIN).tail(0)) {
      for (var frame = tail.next(); frame != null; frame = tail.next()) {
        if (!frame.system().equals(reactor.system().name())) continue;
        if (!frame.names().get(0).equals(Listening.BEGAN)) continue;
        hearsay.began(frame).from().forEach(began::putIfAbsent);
      }
    }
    return began;
  }

  /** A stretch of a journal: after a position, up to another. */
  private record Part(Journal journal, long after, long upTo) {}

  private void hear(Part part, Optional<String> whose) {
    try (var tail = part.journal().tail(part.after())) {
      for (var next = tail.next(); next != null; next = tail.next()) {
        if (next.last() > part.upTo()) return;
        var tenant = next.tenant().name();
        if (whose.isEmpty() || whose.get().equals(tenant)) hear(part.journal(), next);
      }
    }
  }

  private void hear(Journal journal, Frame frame) {
    var entries = frame.entries();
    for (int i = 0; i < entries.size(); i++) {
      var listening = reactor.listening(entries.get(i).name());
      if (listening.isEmpty()) continue;
      var heard = reactor.ground().hearsay().read(journal, frame, i, entries.get(i));
      for (var line : listening) {
        if (line.concerns(reactor.system().name(), heard)) again(line, heard);
      }
    }
  }

  /** What the line asked for before, it need not ask for again; the rest is to be done. */
  private <E> void again(Entry<S, E> line, Heard heard) {
    try {
      E event = line.as(heard);
      if (answered(line.name, heard)) return;
      if (line.deed instanceof Deed.Now<S, E> now) {
        var command = reactor.asOf(heard, known -> now.reply().to(known, event));
        if (command != null) add(line, heard, reactor.ground().now().micros());
      } else if (line.deed instanceof Deed.Later<S, E> later) {
        var decided = heard.moment().time();
        Instant due = reactor.asOf(heard, known -> later.due().of(known, event, decided));
        if (due != null) add(line, heard, Reactor.micros(due));
      } else {
        look(line, heard);
      }
    } catch (RuntimeException | Error bug) {
      reactor.failed(line.name, heard.at(), bug);
    }
    if (reactor.notes().size() > MOST_NOTES) reactor.save();
  }

  private void add(Entry<S, ?> line, Heard heard, long time) {
    reactor.errands().add(line.name, heard, time);
  }
}
