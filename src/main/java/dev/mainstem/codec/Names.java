package dev.mainstem.codec;

import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Event;
import dev.mainstem.kernel.Subsystem;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The names of one system's events and commands: {@code links.Shortened} is the record {@code
 * Shortened} of the system {@code links}. The sealed roots are the registry. Immutable.
 */
public final class Names {
  private final Map<String, Class<?>> events = new LinkedHashMap<>();
  private final Map<Class<?>, String> eventNames = new LinkedHashMap<>();
  private final Map<Class<?>, String> journals = new LinkedHashMap<>();
  private final Map<Class<?>, Type> answers = new LinkedHashMap<>();
  private final Map<String, Class<?>> commands = new LinkedHashMap<>();

  /**
   * Reads the sealed roots of a system.
   *
   * @throws IllegalArgumentException if something in them is not a record, or two share a name
   */
  public Names(Subsystem<?> system) {
    system.events().forEach((journal, root) -> event(root, journal.name(), system.name()));
    command(system.commands());
  }

  private void event(Class<?> type, String journal, String system) {
    if (type.isSealed()) {
      for (var each : type.getPermittedSubclasses()) event(each, journal, system);
      return;
    }
    if (!Event.class.isAssignableFrom(type)) return;
    check(type);
    var name = system + "." + type.getSimpleName();
    if (events.put(name, type) != null) {
      throw new IllegalArgumentException("two events are named " + name);
    }
    eventNames.put(type, name);
    journals.put(type, journal);
  }

  private void command(Class<?> type) {
    if (type.isSealed()) {
      for (var each : type.getPermittedSubclasses()) command(each);
      return;
    }
    check(type);
    if (commands.put(commandName(type), type) != null) {
      throw new IllegalArgumentException("two commands are named " + commandName(type));
    }
    answers.put(type, answer(type));
  }

  private static void check(Class<?> type) {
    if (!type.isRecord()) throw new IllegalArgumentException(type + " must be a record");
  }

  private static Type answer(Class<?> command) {
    for (var each : command.getGenericInterfaces()) {
      if (each instanceof ParameterizedType p
          && Command.class.isAssignableFrom((Class<?>) p.getRawType())) {
        var arguments = p.getActualTypeArguments();
        return arguments[arguments.length - 1];
      }
    }
    throw new IllegalArgumentException(command + " does not say what it answers");
  }

  /** Such as {@code links.Shortened}. */
  public String eventName(Class<?> event) {
    var name = eventNames.get(event);
    if (name == null) throw new IllegalArgumentException(event + " is not an event of this system");
    return name;
  }

  /** The record of this event name. */
  public Class<?> eventType(String name) {
    var type = events.get(name);
    if (type == null) throw new IllegalArgumentException("no event is named " + name);
    return type;
  }

  /** The journal this event belongs to. */
  public String journalOf(Class<?> event) {
    var journal = journals.get(event);
    if (journal == null) throw new IllegalArgumentException(event + " is not of this system");
    return journal;
  }

  /** Such as {@code Shorten}. */
  public String commandName(Class<?> command) {
    return command.getSimpleName();
  }

  /** The record of this command name. */
  public Class<?> commandType(String name) {
    var type = commands.get(name);
    if (type == null) throw new IllegalArgumentException("no command is named " + name);
    return type;
  }

  /** What a command answers. */
  public Type answerOf(Class<?> command) {
    var answer = answers.get(command);
    if (answer == null) throw new IllegalArgumentException(command + " is not of this system");
    return answer;
  }

  /** Whether a command has nothing to say but that it was done. */
  public boolean answersNothing(Class<?> command) {
    return answerOf(command) == Void.class;
  }

  public Collection<Class<?>> events() {
    return events.values();
  }

  public Set<Class<?>> commands() {
    return answers.keySet();
  }
}
