package dev.mainstem.engine;

import dev.mainstem.codec.Codec;
import dev.mainstem.codec.Names;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Event;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Overheard;
import dev.mainstem.kernel.Position;
import dev.mainstem.log.DiskLow;
import dev.mainstem.log.Draft;
import dev.mainstem.log.Entry;
import dev.mainstem.log.Frame;
import dev.mainstem.log.Journal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What reactions need to know of all systems: whose an event or a command is, and how to read an
 * event back. Immutable but for what it looks at; safe for all threads.
 */
final class Hearsay {
  private static final Logger LOG = LoggerFactory.getLogger(Hearsay.class);

  private final Codec codec;
  private final Map<String, Journal> journals;
  private final Map<String, Known> events = new HashMap<>();
  private final Map<Class<?>, String> commands = new HashMap<>();

  /** Whose an event is, and where it stands. */
  record Known(String system, String journal, String name, Class<?> type) {}

  /**
   * An event as heard.
   *
   * @param known the position up to which its system had decided when it happened
   * @param entry how it stands in the log
   */
  record Heard(
      Known of,
      Event<?> event,
      Position at,
      Position known,
      Moment moment,
      Entry entry,
      Codec codec) {
    /** As whoever does not know its class sees it. */
    @SuppressWarnings("unchecked") // an event is a record, and a record is written as a map
    Overheard asTree() {
      var fields = (Map<String, Object>) codec.tree(entry.payload());
      var by = moment.caller().name();
      return new Overheard(of.name(), at, moment.time(), by, entry.subjects(), fields);
    }
  }

  Hearsay(Codec codec, Map<String, Journal> journals, Map<String, Names> names) {
    this.codec = codec;
    this.journals = journals;
    names.forEach(this::add);
  }

  private void add(String system, Names names) {
    for (var event : names.events()) {
      var name = names.eventName(event);
      events.put(name, new Known(system, names.journalOf(event), name, event));
    }
    for (var command : names.commands()) commands.put(command, system);
  }

  /** All events there can be. */
  Collection<Known> events() {
    return events.values();
  }

  String systemOf(Command<?, ?> command) {
    var system = commands.get(command.getClass());
    if (system == null) throw new IllegalArgumentException(command + " is of no system here");
    return system;
  }

  Journal journal(String name) {
    return journals.get(name);
  }

  Heard read(Journal journal, Frame frame, int index, Entry entry) {
    var of = events.get(entry.name());
    var event = (Event<?>) codec.fromCbor(of.type(), entry.payload());
    var name = journal.spec().name();
    var at = new Position(name, frame.first() + index);
    var known = new Position(name, frame.last());
    return new Heard(of, event, at, known, frame.moment(), entry, codec);
  }

  Listening.Began began(Frame frame) {
    return codec.fromCbor(Listening.Began.class, frame.entries().get(0).payload());
  }

  /** How a reaction was refused; empty if it was not. */
  Optional<Answer.Refused> refusal(byte[] outcome) {
    if (LongAnswers.isLong(outcome)) return Optional.empty();
    return Optional.of(codec.fromCbor(Outcome.class, outcome))
        .filter(Outcome::refused)
        .map(Outcome::refusal);
  }

  /** Appends what changes no table; left out while the disk is too full for it. */
  void write(String system, Moment at, Tried tried) {
    var entry = new Entry(Tried.NAME, List.of(), codec.toCbor(tried));
    try {
      journals
          .get(JournalSpec.MAIN)
          .append(new Draft(system, at, Optional.empty(), List.of(entry)), this, List.of());
    } catch (DiskLow full) {
      LOG.warn("not written down: {} {}", at.id(), tried);
    }
  }

  /** Reads an event again; empty if it is no more. */
  Optional<Heard> again(Position at) {
    var journal = journals.get(at.journal());
    if (journal == null) return Optional.empty();
    return journal
        .frame(at.number())
        .flatMap(
            frame -> {
              int index = (int) (at.number() - frame.first());
              var entry = frame.entries().get(index);
              if (!events.containsKey(entry.name())) return Optional.empty();
              return Optional.of(read(journal, frame, index, entry));
            });
  }
}
