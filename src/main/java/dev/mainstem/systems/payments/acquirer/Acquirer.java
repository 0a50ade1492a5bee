package dev.mainstem.systems.payments.acquirer;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Moves money on cards, or looks as if it did. Never blocks. Safe for all threads. */
public interface Acquirer {
  /** As it stands in answers and on pages; says what it is. */
  String name();

  /** Whether it is the simulator inside the house, so that it does as its settings say. */
  default boolean inHouse() {
    return false;
  }

  /**
   * Asks once. A stage that fails means that nobody knows what came of it: then {@link #inquire}.
   *
   * @param card empty for what refers to an earlier operation, and for test tokens
   */
  CompletionStage<Outcome> perform(Operation operation, Optional<CardSecret> card);

  /**
   * What came of an operation. If nothing did, nothing will: an acquirer that has not heard of the
   * reference refuses it from now on, and answers {@link Outcome.Result#NOT_DONE}.
   */
  CompletionStage<Outcome> inquire(Operation operation, Optional<CardSecret> card);
}
