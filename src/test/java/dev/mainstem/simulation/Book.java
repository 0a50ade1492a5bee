package dev.mainstem.simulation;

import dev.mainstem.engine.Asked;
import dev.mainstem.engine.Engine;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.log.Frame;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The log as it was last seen, frame by frame, and the laws of any log: positions are dense, time
 * does not go back within one system, no id is answered twice, and what was promised is found again
 * unchanged. Owned by one thread.
 */
final class Book {
  private static final Duration ID_KEPT = Duration.ofHours(24);

  private final Map<String, TreeMap<Long, Frame>> journals = new LinkedHashMap<>();
  private final Map<String, Instant> latest = new HashMap<>();
  private final Map<String, Frame> answered = new HashMap<>();
  private Instant furthest = Instant.EPOCH;

  /** Reads what has become visible since; answers it journal by journal. */
  Map<String, List<Frame>> read(Engine engine) {
    Map<String, List<Frame>> fresh = new LinkedHashMap<>();
    engine
        .journals()
        .forEach(
            (name, journal) -> {
              var frames = journals.computeIfAbsent(name, n -> new TreeMap<>());
              long last = frames.isEmpty() ? 0 : frames.lastKey();
              var more = new ArrayList<Frame>();
              try (var tail = journal.tail(last)) {
                for (var f = tail.next(); f != null; f = tail.next()) more.add(f);
              }
              for (var frame : more) add(name, frames, frame);
              fresh.put(name, more);
            });
    return fresh;
  }

  private void add(String journal, TreeMap<Long, Frame> frames, Frame frame) {
    long before = frames.isEmpty() ? 0 : frames.lastKey();
    Broken.unless(frame.first() == before + 1, () -> journal + " has a gap after " + before);
    long time = frames.isEmpty() ? 0 : frames.lastEntry().getValue().commitTime();
    Broken.unless(frame.commitTime() >= time, () -> "time of " + journal + " goes back: " + frame);
    var moment = frame.moment();
    furthest = later(furthest, micros(frame.commitTime()));
    if (frame.command().isEmpty()) {
      frames.put(frame.last(), frame);
      return;
    }
    var system = journal + " " + frame.system();
    var last = latest.getOrDefault(system, Instant.MIN);
    Broken.unless(
        !moment.time().isBefore(last),
        () -> "time of " + system + " goes back from " + last + " to " + moment.time());
    latest.put(system, moment.time());
    frame.remembered().ifPresent(r -> once(frame, r.clientId()));
    frames.put(frame.last(), frame);
  }

  private void once(Frame frame, String clientId) {
    var key = key(frame.system(), frame.tenant(), clientId);
    var before = answered.get(key);
    var time = frame.moment().time();
    boolean later = before == null || before.moment().time().isBefore(time);
    var first = later ? before : frame;
    var second = later ? frame : before;
    answered.put(key, second);
    boolean again =
        first != null && (clientId.startsWith(" ") || kept(first, second.moment().time()));
    Broken.unless(!again, () -> "the id " + key + " was answered twice: " + first + ", " + second);
  }

  private static String key(String system, Tenant tenant, String clientId) {
    return system + " " + tenant + " " + clientId;
  }

  /** An id is forgotten after a day of log time, whoever's decisions have come so far. */
  private boolean kept(Frame answer, Instant now) {
    return answer.moment().time().plus(ID_KEPT).isAfter(later(now, furthest));
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant micros(long since1970) {
    return Instant.EPOCH.plus(since1970, ChronoUnit.MICROS);
  }

  /** What must be answered under this id now, if it stands here. */
  Optional<Frame> answered(String system, Tenant tenant, String clientId) {
    return Optional.ofNullable(answered.get(key(system, tenant, clientId)));
  }

  /** The same, unless it may be forgotten by now. */
  Optional<Frame> answered(String system, Asked<?, ?> asked, Instant now) {
    return asked
        .once()
        .flatMap(once -> answered(system, asked.from().tenant(), once.id()))
        .filter(frame -> kept(frame, now));
  }

  /** What a life must not take with it, by journal. */
  static Map<String, Long> promised(Engine engine, boolean power) {
    Map<String, Long> promised = new HashMap<>();
    engine
        .journals()
        .forEach((name, each) -> promised.put(name, power ? each.durable() : each.visible()));
    return promised;
  }

  /** Reads the log of the next life and compares it with what was promised by the last. */
  Book next(Engine engine, Map<String, Long> promised) {
    var next = new Book();
    next.furthest = furthest;
    next.read(engine);
    promised.forEach((name, upTo) -> compare(name, next, upTo));
    return next;
  }

  private void compare(String journal, Book next, long promised) {
    var found = next.journals.get(journal);
    long last = found.isEmpty() ? 0 : found.lastKey();
    Broken.unless(
        last >= promised, () -> journal + " was promised up to " + promised + ", ends at " + last);
    for (var before : journals.getOrDefault(journal, new TreeMap<>()).values()) {
      if (before.last() > last) return;
      var after = found.get(before.last());
      Broken.unless(
          after != null && fingerprint(before).equals(fingerprint(after)),
          () -> journal + "-" + before.last() + " has become another frame: " + after);
    }
  }

  /** The frame that ends at a position. */
  Optional<Frame> frame(Position at) {
    return Optional.ofNullable(
        journals.getOrDefault(at.journal(), new TreeMap<>()).get(at.number()));
  }

  List<Frame> frames(String journal) {
    return List.copyOf(journals.getOrDefault(journal, new TreeMap<>()).values());
  }

  long last(String journal) {
    var frames = journals.getOrDefault(journal, new TreeMap<>());
    return frames.isEmpty() ? 0 : frames.lastKey();
  }

  /** When the last frame of a journal was committed. */
  Instant lastTime(String journal) {
    var frames = journals.getOrDefault(journal, new TreeMap<>());
    return micros(frames.isEmpty() ? 0 : frames.lastEntry().getValue().commitTime());
  }

  /** The journals there are, {@code main} first. */
  List<String> names() {
    var names = new ArrayList<>(journals.keySet());
    names.remove(JournalSpec.MAIN);
    names.add(0, JournalSpec.MAIN);
    return names;
  }

  /** One text for one log: two runs of a seed must have the same. */
  String fingerprint() {
    var all = new StringBuilder();
    journals.forEach(
        (name, frames) -> {
          all.append(name).append('\n');
          for (var frame : frames.values()) all.append(fingerprint(frame)).append('\n');
        });
    return all.toString();
  }

  private static String fingerprint(Frame frame) {
    var text = new StringBuilder();
    text.append(frame.first()).append(' ').append(frame.last()).append(' ');
    text.append(frame.commitTime()).append(' ').append(frame.system()).append(' ');
    text.append(frame.command()).append(' ').append(frame.moment()).append(' ');
    frame.remembered().ifPresent(r -> text.append(r.hashCode()).append(r.answer().length));
    for (var entry : frame.entries()) text.append(entry).append(entry.hashCode());
    return text.toString();
  }
}
