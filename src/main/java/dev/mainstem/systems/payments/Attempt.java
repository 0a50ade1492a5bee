package dev.mainstem.systems.payments;

import dev.mainstem.systems.payments.acquirer.Operation;
import dev.mainstem.systems.payments.acquirer.Outcome;
import java.util.Optional;

/**
 * What an acquirer is asked to do and what is known of it, by our reference.
 *
 * @param about the intent or setup it belongs to
 * @param unknown whether there was no answer, so that it is being asked after
 * @param outcome what came of it, once that is known
 */
record Attempt(String about, Operation operation, boolean unknown, Optional<Outcome> outcome) {
  static Attempt started(String about, Operation operation) {
    return new Attempt(about, operation, false, Optional.empty());
  }

  boolean open() {
    return outcome.isEmpty();
  }

  Attempt lost() {
    return new Attempt(about, operation, true, outcome);
  }

  Attempt came(Outcome to) {
    return new Attempt(about, operation, false, Optional.of(to));
  }
}
