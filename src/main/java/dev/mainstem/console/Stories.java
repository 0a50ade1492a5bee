package dev.mainstem.console;

import dev.mainstem.engine.Asked.Once;
import dev.mainstem.engine.Causes;
import dev.mainstem.engine.Engine;
import dev.mainstem.kernel.Position;
import dev.mainstem.store.Agenda;
import dev.mainstem.store.AsOf;
import dev.mainstem.wire.http.Telling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Spells the tree of what led to what, with what is still to be done about it. */
final class Stories {
  private static final int MOST_OPEN = 1_000;

  private final Engine engine;
  private final Optional<AsOf> asOf;
  private final Telling telling;
  private final Map<Position, List<Object>> dead = new LinkedHashMap<>();
  private final Map<Position, List<Object>> due = new LinkedHashMap<>();

  /**
   * Looks once at what is open; for one answer.
   *
   * @param asOf how far to tell; what was open at an earlier time is not kept, and not told
   */
  Stories(Engine engine, Optional<AsOf> asOf) {
    this.engine = engine;
    this.asOf = asOf;
    this.telling = new Telling(engine.codec());
    if (asOf.isEmpty()) lookWhatIsOpen();
  }

  private void lookWhatIsOpen() {
    for (var letter : engine.processes().deadLetters(MOST_OPEN)) {
      var told = open(letter.system(), letter.line(), letter.tried());
      dead.computeIfAbsent(letter.heard(), p -> new ArrayList<>()).add(told);
    }
    for (var each : engine.processes().due(MOST_OPEN)) {
      var told = open(each.system(), each.line(), each.tried());
      told.put("due", java.time.Instant.ofEpochSecond(0, each.time() * 1_000));
      due.computeIfAbsent(each.heard(), p -> new ArrayList<>()).add(told);
    }
  }

  private static Map<String, Object> open(String system, String line, Agenda.Tried tried) {
    var told = new LinkedHashMap<String, Object>();
    told.put("system", system);
    told.put("line", line);
    told.put("failed", tried.failed());
    if (!tried.reason().isEmpty()) told.put("reason", tried.reason());
    return told;
  }

  /** Empty if it had not begun by then. */
  Optional<Map<String, Object>> story(Causes.Node node) {
    return then(node) ? Optional.of(tell(node)) : Optional.empty();
  }

  private boolean then(Causes.Node node) {
    var at = node.decided().position();
    var last = asOf.map(each -> each.position(at.journal())).orElse(OptionalLong.empty());
    return last.isEmpty() || at.number() <= last.getAsLong();
  }

  private Map<String, Object> tell(Causes.Node node) {
    var frame = node.decided().frame();
    var told = new LinkedHashMap<String, Object>();
    told.put("position", node.decided().position());
    told.put("time", frame.moment().time());
    told.put("system", frame.system());
    if (!frame.command().isEmpty()) told.put("command", frame.command());
    frame
        .remembered()
        .flatMap(each -> Once.line(each.clientId()))
        .ifPresent(l -> told.put("line", l));
    telling.circumstances(told, frame.moment());
    told.put("events", events(node));
    told.put("followed", node.followed().stream().filter(this::then).map(this::tell).toList());
    if (!node.whole()) told.put("more", true);
    return told;
  }

  private List<Object> events(Causes.Node node) {
    var frame = node.decided().frame();
    var events = new ArrayList<Object>();
    var entries = frame.entries();
    for (int i = 0; i < entries.size(); i++) {
      var at = new Position(node.decided().journal(), frame.first() + i);
      var event = new LinkedHashMap<String, Object>();
      event.put("position", at);
      event.put("name", entries.get(i).name());
      telling.content(event, entries.get(i));
      if (dead.containsKey(at)) event.put("dead", dead.get(at));
      if (due.containsKey(at)) event.put("due", due.get(at));
      events.add(event);
    }
    return events;
  }
}
