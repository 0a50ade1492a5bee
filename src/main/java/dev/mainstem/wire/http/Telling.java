package dev.mainstem.wire.http;

import dev.mainstem.codec.Codec;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Position;
import dev.mainstem.log.Entry;
import dev.mainstem.log.Frame;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Spells what happened, for whoever may see it: events with their circumstances. Everywhere the
 * same: in the event stream, in histories, in stories and on the command line. Safe for all
 * threads.
 */
public final class Telling {
  private final Codec codec;

  public Telling(Codec codec) {
    this.codec = codec;
  }

  /** One event of a frame, with its circumstances. */
  public Map<String, Object> event(Position at, Frame frame, int index) {
    var told = event(at, frame.moment(), frame.entries().get(index));
    if (!frame.command().isEmpty()) told.put("command", frame.command());
    return told;
  }

  /** One event, with its circumstances. */
  public Map<String, Object> event(Position at, Moment moment, Entry entry) {
    var told = new LinkedHashMap<String, Object>();
    told.put("position", at);
    told.put("time", moment.time());
    told.put("name", entry.name());
    told.put("system", entry.name().substring(0, entry.name().indexOf('.')));
    circumstances(told, moment);
    content(told, entry);
    return told;
  }

  /** Who asked, and why. */
  public void circumstances(Map<String, Object> told, Moment moment) {
    told.put("caller", moment.caller().name());
    told.put("id", moment.id());
    told.put("correlation", moment.cause().correlation());
    moment.cause().because().ifPresent(p -> told.put("because", p));
    if (!moment.cause().trace().isEmpty()) told.put("trace", moment.cause().trace());
  }

  /** What an event is about, and what it says. */
  public void content(Map<String, Object> told, Entry entry) {
    told.put("subjects", entry.subjects().stream().map(Object::toString).toList());
    told.put("payload", codec.tree(entry.payload()));
  }
}
