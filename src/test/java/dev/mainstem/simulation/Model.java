package dev.mainstem.simulation;

import dev.mainstem.codec.Codec;
import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Asked;
import dev.mainstem.engine.Engine;
import dev.mainstem.kernel.Cause;
import dev.mainstem.kernel.Id;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tables;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.store.AsOf;
import dev.mainstem.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The whole house once more, on plain maps: a {@link Twin} of every system, and what their tables
 * held at positions one may ask about later. Owned by one thread.
 */
final class Model {
  private final Codec codec;
  private final List<Subsystem<?>> systems;
  private final List<Tenant> tenants;
  private final List<Past> past = new ArrayList<>();
  private final Map<String, Instant> latest = new HashMap<>();
  private final Map<String, Asked<?, ?>> deciding = new HashMap<>();
  private Map<String, Twin<?>> twins = new LinkedHashMap<>();
  private Book book = new Book();
  private String twice = "";

  /** What somebody's tables held when the journals stood here. */
  private record Past(Map<String, Long> positions, String system, Tenant of, List<String> held) {}

  Model(Codec codec, List<Subsystem<?>> systems, List<Tenant> tenants) {
    this.codec = codec;
    this.systems = systems;
    this.tenants = tenants;
    twins = twins(Map.of());
  }

  Codec codec() {
    return codec;
  }

  Book book() {
    return book;
  }

  private Map<String, Twin<?>> twins(Map<String, Long> upTo) {
    Map<String, Twin<?>> made = new LinkedHashMap<>();
    for (var system : systems) made.put(system.name(), Twin.of(codec, system, book, upTo));
    return made;
  }

  /**
   * @param now the clock on the wall
   */
  void deciding(String system, Asked<?, ?> asked, Instant now) {
    deciding.put(system, asked);
    latest(system, now);
    var before = book.answered(system, asked, now());
    // A client's only: a reaction's is forgotten once nobody can ask for it any more.
    boolean client = asked.from().cause().isEmpty();
    if (client && before.isPresent()) twice = asked + " was answered at " + before.get();
  }

  /** How far the log's time has come. */
  Instant now() {
    return latest.values().stream().max(Instant::compareTo).orElse(Instant.EPOCH);
  }

  /** The time of a system's next decision. */
  private Instant latest(String system, Instant now) {
    return latest.merge(system, now, (a, b) -> a.isAfter(b) ? a : b);
  }

  /**
   * @param now the clock on the wall
   */
  void decided(String system, Answer answer, Instant now) {
    var asked = deciding.remove(system);
    if (asked == null) return;
    Broken.unless(twice.isEmpty(), () -> twice + " and is decided again");
    var time = latest(system, now);
    var from = asked.from();
    var nobody = new Id(0, 0);
    var at = new Moment(time, from.tenant(), from.caller(), nobody, Cause.begins(nobody, ""));
    twins.get(system).decided(new Twin.Decided(asked, answer, at));
  }

  /** Follows the house as far as can be seen; answers what was read. */
  Book follow(Engine engine) {
    book.read(engine);
    for (var twin : twins.values()) twin.follow(book);
    return book;
  }

  /** Whether this was decided and all before it is safe. */
  boolean followed(String system, Asked<?, ?> asked) {
    return twins.get(system).followed(asked);
  }

  /** Another life has begun: what is in the log has happened, and nothing else. */
  void reborn(Engine engine, Map<String, Long> promised) {
    book = book.next(engine, promised);
    for (var twin : twins.values()) twin.survived(book);
    twins = twins(Map.of());
    deciding.clear();
    latest.clear();
    for (var twin : twins.values()) {
      for (var journal : twin.journals()) latest(twin.system().name(), book.lastTime(journal));
    }
    past.removeIf(
        p -> p.positions().entrySet().stream().anyMatch(e -> e.getValue() > book.last(e.getKey())));
  }

  /** The house has come to rest: its tables must hold what is held here. */
  void compare(Engine engine) {
    follow(engine);
    for (var twin : twins.values()) {
      twin.upToDate();
      for (var tenant : tenants) {
        compare("now", twin.portrait(tenant), look(engine, twin, Store.Reader.of(tenant)));
      }
    }
  }

  private static void compare(String when, List<String> should, List<String> is) {
    Portrait.difference(is, should)
        .ifPresent(
            line -> {
              throw new Broken("tables differ " + when + ": " + line);
            });
  }

  private static <S extends Tables> List<String> look(
      Engine engine, Twin<S> twin, Store.Reader reader) {
    return engine.store().read(twin.system(), reader, known -> twin.portraitOf(known).get());
  }

  /** Keeps what one tenant sees of one system, to be asked for again as of now. */
  void remember(int which) {
    var twin = List.copyOf(twins.values()).get(which % twins.size());
    var tenant = tenants.get(which / twins.size() % tenants.size());
    Map<String, Long> positions = new HashMap<>();
    for (var journal : twin.journals()) positions.put(journal, book.last(journal));
    past.add(new Past(positions, twin.system().name(), tenant, twin.portrait(tenant)));
  }

  /** As of where it was looked at, everything is as it was then. */
  void lookBack(Engine engine) {
    for (var each : past) {
      var reader = reader(each.of(), each.positions());
      var twin = twins.get(each.system());
      var now = look(engine, twin, reader).stream().filter(line -> !claim(line)).toList();
      var then = each.held().stream().filter(line -> !claim(line)).toList();
      compare("as of " + each.positions(), then, now);
    }
  }

  /** Names claimed since are asked for now and were not then. */
  private static boolean claim(String line) {
    return line.endsWith(" is of no one");
  }

  private static Store.Reader reader(Tenant tenant, Map<String, Long> positions) {
    return new Store.Reader(tenant, Optional.of(new AsOf(positions)), false);
  }

  /** As of any position, the tables hold what the log says up to there. */
  void lookBack(Engine engine, Map<String, Long> positions) {
    for (var twin : twins(positions).values()) {
      for (var tenant : tenants) {
        var is = look(engine, twin, reader(tenant, positions));
        compare("as of " + positions, twin.portrait(tenant), is);
      }
    }
  }
}
