package dev.mainstem.engine;

import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Effect;
import dev.mainstem.kernel.Event;
import dev.mainstem.kernel.Reactions;
import dev.mainstem.kernel.Refusal;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tables;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

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

  /** One line. */
  static final class Entry<S, E extends Event<?>> implements Line<E> {
    final String name;
    final Class<E> event;
    final boolean watching;
    final Deed<S, E> deed;
    private BiFunction<E, Refusal, Command<?, ?>> ifRefused = (event, no) -> null;
    private BiFunction<E, String, Command<?, ?>> ifGivenUp = (event, why) -> null;

    Entry(String name, Class<E> event, boolean watching, Deed<S, E> deed) {
      this.name = name;
      this.event = event;
      this.watching = watching;
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

    Command<?, ?> refused(Event<?> heard, Refusal no) {
      return ifRefused.apply(event.cast(heard), no);
    }

    Command<?, ?> givenUp(Event<?> heard, String why) {
      return ifGivenUp.apply(event.cast(heard), why);
    }
  }

  @Override
  public <E extends Event<?>> Line<E> on(String line, Class<E> event, Reply<S, E> reply) {
    return add(new Entry<>(line, event, false, new Deed.Now<>(reply)));
  }

  @Override
  public <E extends Event<?>> Line<E> watch(String line, Class<E> event, Reply<S, E> reply) {
    return add(new Entry<>(line, event, true, new Deed.Now<>(reply)));
  }

  @Override
  public <E extends Event<?>> Line<E> after(
      String line, Duration wait, Class<E> event, Reply<S, E> reply) {
    Due<S, E> due = (known, e, decided) -> decided.plus(wait);
    return add(new Entry<>(line, event, false, new Deed.Later<>(due, reply)));
  }

  @Override
  public <E extends Event<?>> Line<E> at(
      String line, Class<E> event, BiFunction<S, E, Instant> due, Reply<S, E> reply) {
    Due<S, E> at = (known, e, decided) -> due.apply(known, e);
    return add(new Entry<>(line, event, false, new Deed.Later<>(at, reply)));
  }

  @Override
  public <E extends Event<?>, J> Line<E> effect(
      String line, Class<E> event, BiFunction<S, E, J> job, Effect<J> effect) {
    return add(new Entry<>(line, event, false, new Deed.Outward<>(job, effect)));
  }

  private <E extends Event<?>> Line<E> add(Entry<S, E> line) {
    if (lines.put(line.name, line) != null) {
      throw new IllegalArgumentException("two lines are named " + line.name);
    }
    return line;
  }

  Collection<Entry<S, ?>> lines() {
    return lines.values();
  }

  /** The line of this name, or null: it may have been renamed since. */
  Entry<S, ?> line(String name) {
    return lines.get(name);
  }
}
