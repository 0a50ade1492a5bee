package dev.mainstem.kernel;

import java.util.List;
import java.util.function.Supplier;

/**
 * What a rule decided: the events that happened, and the answer. The answer is evaluated right
 * after the events are applied and before the next command is decided, so it sees exactly its own
 * effect.
 *
 * @param <R> the answer
 */
public final class Decision<R> {
  private final List<Event<?>> events;
  private final Supplier<R> answer;

  private Decision(List<Event<?>> events, Supplier<R> answer) {
    this.events = events;
    this.answer = answer;
  }

  /** These events happened, in this order, all or none; they share one journal. */
  public static Decision<Void> happened(Event<?>... events) {
    return new Decision<>(List.of(events), () -> null);
  }

  /** As {@link #happened(Event[])}, for a computed list. */
  public static Decision<Void> happened(List<? extends Event<?>> events) {
    return new Decision<>(List.copyOf(events), () -> null);
  }

  /** Nothing needs to change; here is the answer. */
  public static <R> Decision<R> unchanged(Supplier<R> answer) {
    return new Decision<>(List.of(), answer);
  }

  /** Nothing needs to change, and there is nothing to say. */
  public static Decision<Void> unchanged() {
    return unchanged(() -> null);
  }

  /** The same events, with an answer. */
  public <A> Decision<A> answering(Supplier<A> answer) {
    return new Decision<>(events, answer);
  }

  public List<Event<?>> events() {
    return events;
  }

  /** Evaluates the answer; the writer calls this once, at the right time. */
  public R answer() {
    return answer.get();
  }
}
