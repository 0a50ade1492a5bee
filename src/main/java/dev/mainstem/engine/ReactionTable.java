package dev.mainstem.engine;

import dev.mainstem.engine.Hearsay.Heard;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Effect;
import dev.mainstem.kernel.Event;
import dev.mainstem.kernel.Overheard;
import dev.mainstem.kernel.Reactions;
import dev.mainstem.kernel.Refusal;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tables;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** The lines of one system's reactions, by name. Filled once, then only read. */
final class ReactionTable<S extends Tables> implements Reactions<S> {
  private final Map<String, Entry<S, ?>> lines = new LinkedHashMap<>();

  static <S extends Tables> ReactionTable<S> of(Subsystem<S> system) {
    var table = new ReactionTable<S>();
    system.reactions(table);
    return table;
  }

  /** What a line does about an event. */
  sealed interface Deed<S, E> {
    /** Asks at once. */
    record Now<S, E>(Reply<S, E> reply) implements Deed<S, E> {}

    /** Asks once it is due; the time is fixed by the event's moment or by the tables. */
    record Later<S, E>(Due<S, E> due, Reply<S, E> reply) implements Deed<S, E> {}

    /** Touches the outside. */
    record Outward<S, E, J>(BiFunction<S, E, J> job, Effect<J> effect) implements Deed<S, E> {}
  }

  /** When a line is due for an event decided then; null for never. */
  interface Due<S, E> {
    Instant of(S known, E event, Instant decided);
  }

  /** Whose events a line hears. */
  enum Whose {
    /** Of its own system, and of its own stories in others. */
    OWN,
    /** Whoever caused them. */
    ANYBODYS,
    /** Of others, and of no story that led through its own system. */
    OTHERS
  }

  /**
   * What a line hears.
   *
   * @param names the names of events it wants
   * @param as how it sees one; called only for events it wants
   */
  record Sense<E>(Whose whose, Predicate<Hearsay.Known> names, Function<Heard, E> as) {
    static <E extends Event<?>> Sense<E> of(Whose whose, Class<E> event) {
      return new Sense<>(whose, known -> known.type() == event, heard -> event.cast(heard.event()));
    }

    static Sense<Overheard> named(String names) {
      var system = names.endsWith("*") ? names.substring(0, names.length() - 1) : null;
      Predicate<String> wanted = system == null ? names::equals : name -> name.startsWith(system);
      return new Sense<>(Whose.OTHERS, known -> wanted.test(known.name()), Heard::asTree);
    }
  }

  /** One line. */
  static final class Entry<S, E> implements Line<E> {
    final String name;
    final Sense<E> sense;
    final Deed<S, E> deed;
    private BiFunction<E, Refusal, Command<?, ?>> ifRefused = (event, no) -> null;
    private BiFunction<E, String, Command<?, ?>> ifGivenUp = (event, why) -> null;

    Entry(String name, Sense<E> sense, Deed<S, E> deed) {
      this.name = name;
      this.sense = sense;
      this.deed = deed;
    }

    @Override
    public Line<E> ifRefused(BiFunction<E, Refusal, Command<?, ?>> reply) {
      ifRefused = reply;
      return this;
    }

    @Override
    public Line<E> ifGivenUp(BiFunction<E, String, Command<?, ?>> reply) {
      ifGivenUp = reply;
      return this;
    }

    boolean wants(Hearsay.Known known) {
      return sense.names().test(known);
    }

    /** Whether a line of this system answers what was heard. */
    boolean concerns(String system, Heard heard) {
      boolean own = heard.of().system().equals(system);
      boolean led = heard.moment().cause().via().contains(system);
      return switch (sense.whose()) {
        case OWN -> own || led;
        case ANYBODYS -> true;
        case OTHERS -> !own && !led;
      };
    }

    E as(Heard heard) {
      return sense.as().apply(heard);
    }

    Command<?, ?> refused(Heard heard, Refusal no) {
      return ifRefused.apply(as(heard), no);
    }

    Command<?, ?> givenUp(Heard heard, String why) {
      return ifGivenUp.apply(as(heard), why);
    }
  }

  @Override
  public <E extends Event<?>> Line<E> on(String line, Class<E> event, Reply<S, E> reply) {
    return add(new Entry<>(line, Sense.of(Whose.OWN, event), new Deed.Now<>(reply)));
  }

  @Override
  public <E extends Event<?>> Line<E> watch(String line, Class<E> event, Reply<S, E> reply) {
    return add(new Entry<>(line, Sense.of(Whose.ANYBODYS, event), new Deed.Now<>(reply)));
  }

  @Override
  public Line<Overheard> any(String line, String names, Reply<S, Overheard> reply) {
    return add(new Entry<>(line, Sense.named(names), new Deed.Now<>(reply)));
  }

  @Override
  public <E extends Event<?>> Line<E> after(
      String line, Duration wait, Class<E> event, Reply<S, E> reply) {
    Due<S, E> due = (known, e, decided) -> decided.plus(wait);
    return add(new Entry<>(line, Sense.of(Whose.OWN, event), new Deed.Later<>(due, reply)));
  }

  @Override
  public <E extends Event<?>> Line<E> at(
      String line, Class<E> event, BiFunction<S, E, Instant> due, Reply<S, E> reply) {
    Due<S, E> at = (known, e, decided) -> due.apply(known, e);
    return add(new Entry<>(line, Sense.of(Whose.OWN, event), new Deed.Later<>(at, reply)));
  }

  @Override
  public <E extends Event<?>, J> Line<E> effect(
      String line, Class<E> event, BiFunction<S, E, J> job, Effect<J> effect) {
    return add(new Entry<>(line, Sense.of(Whose.OWN, event), new Deed.Outward<>(job, effect)));
  }

  private <E> Line<E> add(Entry<S, E> line) {
    if (lines.put(line.name, line) != null) {
      throw new IllegalArgumentException("two lines are named " + line.name);
    }
    return line;
  }

  /** The journals that hold what its lines hear. */
  Set<String> journals(Hearsay hearsay) {
    var journals = new TreeSet<String>();
    for (var event : hearsay.events()) {
      if (lines.values().stream().anyMatch(line -> line.wants(event))) {
        journals.add(event.journal());
      }
    }
    return journals;
  }

  Collection<Entry<S, ?>> lines() {
    return lines.values();
  }

  /** The line of this name, or null: it may have been renamed since. */
  Entry<S, ?> line(String name) {
    return lines.get(name);
  }
}
