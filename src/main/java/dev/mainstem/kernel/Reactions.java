package dev.mainstem.kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;

/**
 * How a system answers what happened, as a list of named lines. Each hears one sort of event and
 * asks at most one command of some system, exactly once per event: the command's id is (position,
 * line name), and its outcome, a refusal included, is kept with the log until the line has passed
 * it. So a name is contract: renaming a line means that its past was never answered.
 *
 * <p>A line hears durable events only, in log order. Of other systems' events it hears those that
 * came of something this system's lines have asked, at whatever remove; {@link #watch} hears all.
 * The tables it is given are as of the event, so hearing it again gives the same command.
 *
 * @param <S> the tables of the system that reacts
 */
public interface Reactions<S extends Tables> {
  /** What to ask, or null if there is nothing to ask. Never blocks. */
  interface Reply<S, E> {
    Command<?, ?> to(S known, E event);
  }

  /** Answers an event of this system, or of its own stories in another. */
  <E extends Event<?>> Line<E> on(String line, Class<E> event, Reply<S, E> reply);

  /** Answers an event whoever caused it. */
  <E extends Event<?>> Line<E> watch(String line, Class<E> event, Reply<S, E> reply);

  /**
   * Answers whatever others do, by name. A house-wide listener hears no event of its own system,
   * nor any that came of what it asked itself, or it would answer itself for ever.
   *
   * @param names an event's name, {@code payments.*} for a system's, or {@code *} for all; names
   *     that nobody has yet are waited for
   */
  Line<Overheard> any(String line, String names, Reply<S, Overheard> reply);

  /** Answers so long after the event was decided; the tables are then those of that time. */
  <E extends Event<?>> Line<E> after(String line, Duration wait, Class<E> event, Reply<S, E> reply);

  /** Answers at a time that is fixed when the event is heard; null for never. */
  <E extends Event<?>> Line<E> at(
      String line, Class<E> event, BiFunction<S, E, Instant> due, Reply<S, E> reply);

  /**
   * Touches the outside world because of an event.
   *
   * @param job what the effect needs to know, as of the event; null for nothing to do
   */
  <E extends Event<?>, J> Line<E> effect(
      String line, Class<E> event, BiFunction<S, E, J> job, Effect<J> effect);

  /** One line, refined. */
  interface Line<E> {
    /** What to ask when the command of this line is refused. */
    Line<E> ifRefused(BiFunction<E, Refusal, Command<?, ?>> reply);

    /** What to ask when an effect has failed for good; its text says why. */
    Line<E> ifGivenUp(BiFunction<E, String, Command<?, ?>> reply);
  }
}
