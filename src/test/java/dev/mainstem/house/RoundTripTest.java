package dev.mainstem.house;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.app.Index;
import dev.mainstem.codec.Codec;
import dev.mainstem.codec.Names;
import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Asked;
import dev.mainstem.engine.Commands;
import dev.mainstem.engine.HouseProblem;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Problem;
import dev.mainstem.kernel.Refusal;
import dev.mainstem.kernel.Subsystem;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Every command, event and answer of every system comes out of CBOR as it went in. */
final class RoundTripTest {
  private static final long SEED = Long.getLong("roundtrip.seed", System.nanoTime());
  private static final int TIMES = 100;

  private final Codec codec = new Codec();
  private final List<Subsystem<?>> systems = systems();
  private final Commands commands = new Commands(codec, systems);
  private final Made made = new Made(SEED);

  /** Those of the house, and those tests make up. */
  private static List<Subsystem<?>> systems() {
    var all = new ArrayList<>(Index.systems());
    all.add(new dev.mainstem.bank.Bank());
    return all;
  }

  @Test
  void a_command_arrives_as_it_was_asked() {
    everywhere(
        (system, names) -> {
          for (var type : names.commands()) {
            var command = (Command<?, ?>) made.of(type);
            var there = sent(commands.question(system.name(), command, terms()));
            same(command, commands.command(there), type);
          }
        });
  }

  @Test
  void its_terms_arrive_with_it() {
    for (int n = 0; n < TIMES; n++) {
      var terms = terms();
      var system = systems.get(0);
      var type = new Names(system).commands().iterator().next();
      var question = commands.question(system.name(), (Command<?, ?>) made.of(type), terms);
      var there = sent(question).terms();
      assertEquals(terms.from(), there.from(), this::seed);
      assertEquals(terms.condition(), there.condition(), this::seed);
      assertEquals(terms.once().map(Asked.Once::id), there.once().map(Asked.Once::id));
      terms.once().ifPresent(o -> assertArrayEquals(o.hash(), there.once().get().hash()));
    }
  }

  @Test
  void an_event_is_read_as_it_was_written() {
    everywhere(
        (system, names) -> {
          for (var type : names.events()) {
            var event = made.of(type);
            same(event, codec.fromCbor((Class<?>) type, codec.toCbor(event)), type);
          }
        });
  }

  @Test
  void an_answer_comes_back_as_it_was_given() {
    everywhere(
        (system, names) -> {
          for (var type : names.commands()) {
            var value = names.answersNothing(type) ? null : made.of(names.answerOf(type));
            var done = new Answer.Done(value, Optional.of(new Position("main", 7)), true);
            var back = returned(system, type, done);
            var answer = assertInstanceOf(Answer.Done.class, back, this::seed);
            assertEquals(done.position(), answer.position());
            assertTrue(answer.again());
            same(value, answer.value(), names.answerOf(type));
          }
        });
  }

  @Test
  void a_refusal_comes_back_whole() {
    everywhere(
        (system, names) -> {
          for (var type : names.commands()) {
            var no = (Answer.Refused) made.of(Answer.Refused.class);
            assertEquals(no, returned(system, type, no), this::seed);
          }
        });
    var stale = Answer.refused(HouseProblem.STALE, "\"7\"");
    var type = new Names(systems.get(0)).commands().iterator().next();
    var back = (Answer.Refused) returned(systems.get(0), type, stale);
    assertTrue(HouseProblem.owns(back.problem()), "the house's own problems stay the house's");
  }

  @Test
  void a_system_or_command_nobody_knows_is_refused() {
    for (var name : List.of("nowhere.Shorten", "links.Shredder", "links.Shortened", "links.")) {
      int dot = name.indexOf('.');
      var system = name.substring(0, dot);
      var asked = new Commands.Question(system, name.substring(dot + 1), new byte[0], terms());
      assertEquals(HouseProblem.NOT_UNDERSTOOD, refusal(asked), name);
    }
  }

  @Test
  void components_that_are_cut_short_or_changed_are_refused_or_read_and_never_worse() {
    var random = new SplittableRandom(SEED);
    everywhere(
        (system, names) -> {
          for (var type : names.commands()) {
            var whole = commands.question(system.name(), (Command<?, ?>) made.of(type), terms());
            var bytes = whole.components().clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            var some = java.util.Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
            var asked = new Commands.Question(system.name(), whole.command(), some, terms());
            try {
              commands.command(asked);
            } catch (Refusal no) {
              assertEquals(HouseProblem.NOT_UNDERSTOOD, no.problem(), this::seed);
            }
          }
        });
  }

  @Test
  void an_answer_that_cannot_be_read_is_an_unknown_outcome() {
    var type = dev.mainstem.bank.BankCommand.class.getPermittedSubclasses()[0];
    var garbled =
        new Commands.Outcome(new byte[] {(byte) 0xff}, Optional.empty(), false, Optional.empty());
    var no = (Answer.Refused) commands.answer("bank", type, garbled);
    assertEquals(Problem.Kind.OUTCOME_UNKNOWN, no.problem().kind());
  }

  private interface Law {
    void holds(Subsystem<?> system, Names names);
  }

  private void everywhere(Law law) {
    for (var system : systems) {
      var names = new Names(system);
      for (int n = 0; n < TIMES; n++) law.holds(system, names);
    }
  }

  private Commands.Terms terms() {
    return (Commands.Terms) made.of(Commands.Terms.class);
  }

  private Commands.Question sent(Commands.Question question) {
    return codec.fromCbor(Commands.Question.class, codec.toCbor(question));
  }

  private Answer returned(Subsystem<?> system, Class<?> command, Answer answer) {
    var bytes = codec.toCbor(commands.outcome(answer));
    var outcome = codec.fromCbor(Commands.Outcome.class, bytes);
    return commands.answer(system.name(), command, outcome);
  }

  private Problem refusal(Commands.Question asked) {
    return assertThrows(Refusal.class, () -> commands.command(asked)).problem();
  }

  /** Records that hold arrays are never equal, so their bytes are compared too, and only those. */
  private void same(Object went, Object came, Type type) {
    if (went == null || came == null) {
      assertEquals(went, came, () -> type + seed());
      return;
    }
    assertEquals(went.getClass().isRecord(), came.getClass().isRecord(), this::seed);
    assertArrayEquals(codec.toCbor(went), codec.toCbor(came), () -> type + " " + went + seed());
    if (!Arrays.in(went)) assertEquals(went, came, () -> type + seed());
  }

  private String seed() {
    return " -Droundtrip.seed=" + SEED;
  }

  /** Whether a value says by its text that it holds an array. */
  private static final class Arrays {
    static boolean in(Object value) {
      return value.toString().contains("[B@");
    }
  }
}
