package dev.mainstem.engine;

import dev.mainstem.codec.Codec;
import dev.mainstem.codec.Names;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Refusal;
import dev.mainstem.kernel.Subsystem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Commands and their answers as they travel between nodes: by name, with their components as CBOR,
 * as events stand in the log. Inside one process neither is ever written. Safe for all threads.
 */
public final class Commands {
  private static final byte[] NOTHING = {};

  private final Codec codec;
  private final Map<String, Names> names = new HashMap<>();

  /**
   * A question for a writer at another node.
   *
   * @param command such as {@code Shorten}
   * @param components CBOR of the command
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Question(String system, String command, byte[] components, Terms terms) {}

  /** Under which terms a command is asked, as data. */
  public record Terms(
      Asked.From from, Optional<Asked.Once> once, Optional<Asked.Condition> condition) {}

  /**
   * What a writer at another node answered.
   *
   * @param value CBOR of the command's answer; empty if it has none
   * @param no present if it was refused; the other components then say nothing
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Outcome(
      byte[] value, Optional<Position> position, boolean again, Optional<Answer.Refused> no) {}

  public Commands(Codec codec, List<? extends Subsystem<?>> systems) {
    this.codec = codec;
    for (var system : systems) names.put(system.name(), new Names(system));
  }

  public Codec codec() {
    return codec;
  }

  /** A command, ready to travel. */
  public Question question(String system, Command<?, ?> command, Terms terms) {
    var name = names.get(system).commandName(command.getClass());
    return new Question(system, name, codec.toCbor(command), terms);
  }

  /**
   * The command of a question.
   *
   * @throws Refusal if there is no such system or command, or its components cannot be read
   */
  public Command<?, ?> command(Question question) {
    var known = names.get(question.system());
    if (known == null) throw HouseProblem.NOT_UNDERSTOOD.of(question.system());
    var which = question.system() + "." + question.command();
    try {
      var type = known.commandType(question.command());
      return (Command<?, ?>) codec.fromCbor(type, question.components());
    } catch (RuntimeException malformed) {
      throw HouseProblem.NOT_UNDERSTOOD.of(which);
    }
  }

  /** An answer, ready to travel. */
  public Outcome outcome(Answer answer) {
    if (answer instanceof Answer.Refused no) {
      return new Outcome(NOTHING, Optional.empty(), false, Optional.of(no));
    }
    var done = (Answer.Done) answer;
    var value = done.value() == null ? NOTHING : codec.toCbor(done.value());
    return new Outcome(value, done.position(), done.again(), Optional.empty());
  }

  /** What a command was answered; unknown if it was done and the answer cannot be read. */
  public Answer answer(String system, Class<?> command, Outcome outcome) {
    if (outcome.no().isPresent()) return outcome.no().get();
    try {
      var type = names.get(system).answerOf(command);
      var value = outcome.value().length == 0 ? null : codec.fromCbor(type, outcome.value());
      return new Answer.Done(value, outcome.position(), outcome.again());
    } catch (RuntimeException malformed) {
      return Answer.refused(HouseProblem.OUTCOME_UNKNOWN, "the answer cannot be read");
    }
  }
}
