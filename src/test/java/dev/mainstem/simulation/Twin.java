package dev.mainstem.simulation;

import dev.mainstem.codec.Codec;
import dev.mainstem.codec.Names;
import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Asked;
import dev.mainstem.engine.HouseProblem;
import dev.mainstem.house.MapRows;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Event;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Refusal;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tables;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.log.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One system once more, on plain sorted maps, deciding after the house what the house has decided:
 * same commands, same order, same moments. Every answer, refusal and event must be the same. What
 * waits for its frame to become visible holds up all that was decided after it. Owned by one
 * thread.
 *
 * @param <S> the tables of the system
 */
final class Twin<S extends Tables> {
  private final Codec codec;
  private final Subsystem<S> system;
  private final Names names;
  private final MapRows rows;
  private final S known;
  private final ArrayDeque<Decided> open = new ArrayDeque<>();
  private final List<Position> order = new ArrayList<>();
  private final Set<Asked<?, ?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * What the house has decided.
   *
   * @param at its moment, as far as one can tell without a frame
   */
  record Decided(Asked<?, ?> asked, Answer answer, Moment at) {}

  Twin(Codec codec, Subsystem<S> system) {
    this.codec = codec;
    this.system = system;
    this.names = new Names(system);
    this.rows = new MapRows(codec);
    this.known = system.tables();
    known.bind(rows);
  }

  Subsystem<S> system() {
    return system;
  }

  /** A twin that knows what stands in the log up to these positions, journal after journal. */
  static <S extends Tables> Twin<S> of(
      Codec codec, Subsystem<S> system, Book book, Map<String, Long> upTo) {
    var twin = new Twin<>(codec, system);
    for (var journal : system.events().keySet()) {
      long last = upTo.getOrDefault(journal.name(), Long.MAX_VALUE);
      for (var frame : book.frames(journal.name())) {
        if (frame.system().equals(system.name()) && frame.last() <= last) {
          twin.apply(journal.name(), frame);
        }
      }
    }
    return twin;
  }

  void decided(Decided decided) {
    open.add(decided);
    if (decided.answer() instanceof Answer.Done done) done.position().ifPresent(order::add);
  }

  /** All that the house has decided must be known here. */
  void upToDate() {
    Broken.unless(open.isEmpty(), () -> system.name() + " has lost " + open.peek());
  }

  /** Whether this was decided, and everything decided before it is safe. */
  boolean followed(Asked<?, ?> asked) {
    return seen.contains(asked);
  }

  /** Of what was decided in this order, something later must not survive something earlier. */
  void survived(Book book) {
    Position lost = null;
    for (var each : order) {
      boolean there = book.last(each.journal()) >= each.number();
      var first = lost;
      Broken.unless(!there || first == null, () -> each + " rests on " + first + ", which is lost");
      if (!there) lost = each;
    }
  }

  /** Decides after the house what can be decided by now. */
  void follow(Book book) {
    while (!open.isEmpty() && follow(open.peek(), book)) seen.add(open.poll().asked());
  }

  private boolean follow(Decided decided, Book book) {
    if (decided.answer() instanceof Answer.Refused no) {
      refused(decided, no);
      return true;
    }
    var done = (Answer.Done) decided.answer();
    if (done.position().isEmpty()) {
      unchanged(decided, done);
      return true;
    }
    var frame = book.frame(done.position().get());
    frame.ifPresent(found -> happened(decided, done, found));
    return frame.isPresent();
  }

  private void refused(Decided decided, Answer.Refused no) {
    if (no.system().equals(HouseProblem.HOUSE) && !no.problem().equals(HouseProblem.STALE)) {
      if (no.problem().equals(HouseProblem.BROKEN)) broken(decided);
      return;
    }
    try {
      var decision = decide(decided.asked(), decided.at());
      throw wrong(decided, "should have been " + decision.events());
    } catch (Refusal here) {
      boolean same =
          here.problem().equals(no.problem())
              && here.detail().equals(no.detail())
              && here.pointer().orElse("").equals(no.pointer());
      if (!same) throw wrong(decided, "should have been refused with " + here);
    }
  }

  /** A bug of the house is one only if it is not planted: then the twin meets it too. */
  private void broken(Decided decided) {
    if (decided.asked().command().getClass().getSimpleName().equals("Stumble")) return;
    try {
      decide(decided.asked(), decided.at());
    } catch (IllegalStateException planted) {
      return;
    }
    throw wrong(decided, "met a bug that is not here");
  }

  private void unchanged(Decided decided, Answer.Done done) {
    var decision = decide(decided, decided.at());
    if (!decision.events().isEmpty()) throw wrong(decided, "lost " + decision.events());
    same(decided, done, decision.answer());
  }

  private void happened(Decided decided, Answer.Done done, Frame frame) {
    var said = decided.at();
    var logged = frame.moment();
    boolean whose = frame.system().equals(system.name()) && logged.tenant().equals(said.tenant());
    if (!whose || logged.time().isBefore(said.time())) throw wrong(decided, "stands as " + frame);
    var at = new Moment(logged.time(), logged.tenant(), said.caller(), logged.id(), logged.cause());
    var decision = decide(decided, at);
    var entries = frame.entries();
    boolean same = entries.size() == decision.events().size();
    for (int i = 0; same && i < entries.size(); i++) {
      var event = decision.events().get(i);
      same =
          names.eventName(event.getClass()).equals(entries.get(i).name())
              && Arrays.equals(codec.toCbor(event), entries.get(i).payload());
    }
    if (!same) throw wrong(decided, "should have been " + decision.events() + ", is " + frame);
    apply(done.position().orElseThrow().journal(), frame);
    turn(logged.tenant());
    same(decided, done, decision.answer());
  }

  private void same(Decided decided, Answer.Done done, Object value) {
    boolean same =
        value == null
            ? done.value() == null
            : done.value() != null
                && Arrays.equals(codec.toCbor(value), codec.toCbor(done.value()));
    if (!same) throw wrong(decided, "should have been answered " + value);
  }

  private Decision<?> decide(Decided decided, Moment at) {
    try {
      return decide(decided.asked(), at);
    } catch (Refusal no) {
      throw wrong(decided, "should have been refused with " + no);
    }
  }

  @SuppressWarnings("unchecked") // whoever asks asks each system its own commands
  private Decision<?> decide(Asked<?, ?> asked, Moment at) {
    turn(at.tenant());
    ((Asked.Guard<S>) asked.guard()).check(known);
    return ((Command<S, ?>) asked.command()).decide(known, at);
  }

  private Broken wrong(Decided decided, String how) {
    var command = decided.asked().command();
    return new Broken(system.name() + ": " + command + " was " + decided.answer() + ", " + how);
  }

  private void turn(Tenant tenant) {
    rows.turnTo(system.houseWide() ? Tenant.HOUSE : tenant);
  }

  @SuppressWarnings("unchecked") // Names refuses events of other systems
  private void apply(String journal, Frame frame) {
    var at = frame.moment();
    turn(at.tenant());
    rows.begin(journal, frame.last());
    for (var entry : frame.entries()) {
      if (entry.name().startsWith(HouseProblem.HOUSE + ".")) continue;
      var type = names.eventType(entry.name());
      ((Event<S>) codec.fromCbor(type, entry.payload())).applyTo(known, at);
    }
    rows.end();
  }

  /** What one tenant's tables hold here. */
  List<String> portrait(Tenant tenant) {
    turn(tenant);
    return Portrait.of(known, codec, rows.names());
  }

  /** What other tables of this system hold, asked for the same public names. */
  Supplier<List<String>> portraitOf(S other) {
    return () -> Portrait.of(other, codec, rows.names());
  }

  /** The journals it writes. */
  List<String> journals() {
    return system.events().keySet().stream().map(JournalSpec::name).toList();
  }
}
