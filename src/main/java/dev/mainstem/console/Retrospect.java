package dev.mainstem.console;

import dev.mainstem.engine.Engine;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.log.Frame;
import dev.mainstem.log.Journal;
import dev.mainstem.store.AsOf;
import dev.mainstem.store.Miss;
import dev.mainstem.wire.http.Telling;
import dev.mainstem.wire.http.When;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the log keeps of the house's own past: how far its journals had come, and what had happened
 * last. Reads the log, so never on an event loop.
 */
final class Retrospect {
  /** Frames looked at for one answer; those of other tenants are passed over. */
  private static final int MOST_FRAMES = 5_000;

  private final Engine engine;
  private final Telling telling;
  private volatile Optional<Instant> since = Optional.empty();

  Retrospect(Engine engine) {
    this.engine = engine;
    this.telling = new Telling(engine.codec());
  }

  /**
   * When the oldest event that is kept happened; empty if nothing ever did.
   *
   * @throws Miss with {@code memoryOnly}, until it was read once
   */
  Optional<Instant> since(boolean memoryOnly) {
    var main = engine.journals().get(JournalSpec.MAIN);
    if (since.isPresent() || main.visible() < main.firstKept()) return since;
    if (memoryOnly) throw Miss.MISS;
    return since = main.frame(main.firstKept()).map(Retrospect::time);
  }

  private static Instant time(Frame frame) {
    return Instant.EPOCH.plus(frame.commitTime(), ChronoUnit.MICROS);
  }

  /** How far the journals had come, and when that was. */
  Map<String, Object> house(When when) {
    var asOf = When.resolve(Optional.of(when), engine, false).orElseThrow();
    var told = new LinkedHashMap<String, Object>();
    time(when).ifPresent(time -> told.put("time", time));
    told.put("journals", journals(asOf));
    return told;
  }

  private Optional<Instant> time(When when) {
    if (when instanceof When.Then then) return Optional.of(then.time());
    var at = ((When.At) when).position();
    return engine.journals().get(at.journal()).frame(at.number()).map(Retrospect::time);
  }

  /** A journal that is not wound back says so by having no {@code last}. */
  private List<Object> journals(AsOf asOf) {
    var all = new ArrayList<Object>();
    for (var name : engine.journals().keySet()) {
      var one = new LinkedHashMap<String, Object>();
      one.put("name", name);
      asOf.position(name).ifPresent(last -> one.put("last", last));
      all.add(one);
    }
    return all;
  }

  /**
   * A tenant's last events of a journal, the newest first.
   *
   * @param asOf none after this; empty for now
   */
  List<Object> latest(Journal journal, Tenant tenant, Optional<When> asOf) {
    var name = journal.spec().name();
    var then = When.resolve(asOf, engine, false);
    long shown = engine.store().visible(name);
    long last = Math.min(shown, then.map(t -> t.position(name).orElse(shown)).orElse(shown));
    var told = new ArrayList<Object>();
    for (int looked = 0; looked < MOST_FRAMES && told.size() < Page.USUAL; looked++) {
      var frame = journal.frame(last);
      if (frame.isEmpty()) break;
      if (frame.get().tenant().equals(tenant)) tell(told, frame.get(), new Position(name, last));
      last = frame.get().first() - 1;
    }
    return told;
  }

  private void tell(List<Object> told, Frame frame, Position last) {
    for (long at = last.number(); at >= frame.first() && told.size() < Page.USUAL; at--) {
      told.add(telling.event(new Position(last.journal(), at), frame, (int) (at - frame.first())));
    }
  }
}
