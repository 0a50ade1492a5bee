package dev.mainstem.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.mainstem.kernel.Event;
import dev.mainstem.kernel.Refusal;
import dev.mainstem.kernel.Tables;
import java.util.List;
import java.util.function.Consumer;

/**
 * What came of asking.
 *
 * @param story to be told on
 * @param events that happened
 * @param answer null if there is none
 * @param no null unless it was refused
 */
public record Told<S extends Tables, R>(
    Story<S> story, List<Event<?>> events, R answer, Refusal no) {

  /** These events and no others. */
  public Told<S, R> happened(Event<?>... expected) {
    assertNull(no, "was refused");
    assertEquals(List.of(expected), events);
    return this;
  }

  /** Refused for this reason, and nothing happened. */
  public Told<S, R> refused(String problem) {
    assertNotNull(no, () -> "was not refused; happened: " + events);
    assertEquals(problem, no.problem().name());
    return this;
  }

  /** Refused, and the field to blame is named. */
  public Told<S, R> refused(String problem, String pointer) {
    refused(problem);
    assertEquals(pointer, no.pointer().orElse(""));
    return this;
  }

  /** Not refused, and nothing happened. */
  public Told<S, R> unchanged() {
    return happened();
  }

  /** Not refused, and this holds for the answer. */
  public Told<S, R> answered(Consumer<R> holds) {
    assertNull(no, "was refused");
    holds.accept(answer);
    return this;
  }
}
