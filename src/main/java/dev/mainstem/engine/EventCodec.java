package dev.mainstem.engine;

import dev.mainstem.codec.Codec;
import dev.mainstem.codec.Names;
import dev.mainstem.kernel.Event;
import dev.mainstem.kernel.Tables;
import dev.mainstem.log.Entry;
import java.util.ArrayList;
import java.util.List;

/** Events of one system to log entries and back. Safe for all threads. */
final class EventCodec<S extends Tables> {
  private final Codec codec;
  private final Names names;

  EventCodec(Codec codec, Names names) {
    this.codec = codec;
    this.names = names;
  }

  /** The one journal all these events belong to. */
  String journal(List<Event<?>> events) {
    var journal = names.journalOf(events.get(0).getClass());
    for (var event : events) {
      if (!names.journalOf(event.getClass()).equals(journal)) {
        throw new IllegalStateException("one decision, one journal: " + events);
      }
    }
    return journal;
  }

  List<Entry> entries(List<Event<?>> events) {
    var entries = new ArrayList<Entry>(events.size());
    for (var event : events) {
      var name = names.eventName(event.getClass());
      entries.add(new Entry(name, event.subjects(), codec.toCbor(event)));
    }
    return entries;
  }

  @SuppressWarnings("unchecked") // the name was given to an event of this system
  Event<S> event(Entry entry) {
    if (entry.name().startsWith(Settled.HOUSE)) return (known, at) -> {};
    var type = names.eventType(entry.name());
    return (Event<S>) codec.fromCbor(type, entry.payload());
  }

  /** The entry of a decision that changed nothing, and must be found again all the same. */
  List<Entry> settled(Class<?> command, Outcome outcome) {
    var no = outcome.refused() ? outcome.system() + "/" + outcome.problem().name() : "";
    var settled = new Settled(command.getSimpleName(), no, outcome.detail());
    return List.of(new Entry(Settled.NAME, List.of(), codec.toCbor(settled)));
  }

  byte[] outcome(Outcome outcome) {
    return codec.toCbor(outcome);
  }

  Outcome outcome(byte[] bytes) {
    return codec.fromCbor(Outcome.class, bytes);
  }

  byte[] answer(Object value) {
    return value == null ? new byte[0] : codec.toCbor(value);
  }

  Object answer(Class<?> command, byte[] bytes) {
    return bytes.length == 0 ? null : codec.fromCbor(names.answerOf(command), bytes);
  }
}
