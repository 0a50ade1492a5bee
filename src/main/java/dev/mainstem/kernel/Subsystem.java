package dev.mainstem.kernel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Identity card of a system: its name, its sealed roots, its tables and its doors. The name is the
 * folder, the bus address, the first segment of its paths and the prefix of its events and
 * problems.
 *
 * @param <S> its tables
 */
public abstract class Subsystem<S extends Tables> {
  private static final JournalSpec MAIN =
      new JournalSpec(JournalSpec.MAIN, JournalSpec.Promise.ON_DISK, Optional.empty());

  private final String name;
  private final Class<?> commands;
  private final Supplier<S> tables;
  private final Map<JournalSpec, Class<?>> events = new LinkedHashMap<>();

  /**
   * @param name plural, lower case
   * @param commands the sealed root of its commands
   * @param events the sealed root of its events in {@code main}
   * @param tables makes unbound tables
   */
  protected Subsystem(String name, Class<?> commands, Class<?> events, Supplier<S> tables) {
    this.name = name;
    this.commands = commands;
    this.tables = tables;
    this.events.put(MAIN, events);
  }

  /** Declares a further journal, with the sealed root of the events it holds. */
  protected final void journal(JournalSpec journal, Class<? extends Event<S>> events) {
    this.events.put(journal, events);
  }

  public final String name() {
    return name;
  }

  public final Class<?> commands() {
    return commands;
  }

  /** The sealed event roots by journal, {@code main} first. */
  public final Map<JournalSpec, Class<?>> events() {
    return Collections.unmodifiableMap(events);
  }

  /** Fresh, unbound tables. */
  public final S tables() {
    return tables.get();
  }

  /** Raise by one when an {@code applyTo} changes its meaning: the tables are then rebuilt. */
  public int foldVersion() {
    return 1;
  }

  /**
   * Whether its tables belong to the house and not to a tenant each. Only the system that knows the
   * tenants may say yes; its rules and reads then check for themselves whose row they touch.
   */
  public boolean houseWide() {
    return false;
  }

  /** What must hold of its rows, whatever happened; checked when the house is verified. */
  public List<Invariant<S>> invariants() {
    return List.of();
  }

  /** How it answers what happened, one line per answer. */
  public void reactions(Reactions<S> when) {}

  /** Its HTTP door, one line per route. */
  public void http(Routes<S> http) {}
}
