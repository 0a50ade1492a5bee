package dev.mainstem.systems.payments;

import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Row;
import dev.mainstem.systems.payments.acquirer.Outcome;
import java.util.Optional;

/**
 * When a request that is made once more was answered for the first time, so that it is answered the
 * same again, from the tables as they were then. Nothing is kept for it: what the acquirer was
 * asked has a row, and when that was written last is when its answer was known.
 */
final class FirstAnswer {
  private FirstAnswer() {}

  /**
   * @param decided when the command was
   * @param operation what the acquirer was asked then, if it was
   * @return empty if the acquirer has not answered even now
   */
  static Optional<Position> of(PaymentTables known, Position decided, Optional<String> operation) {
    if (operation.isEmpty()) return Optional.of(decided);
    var asked = known.attempts.requireRow(operation.get());
    if (asked.value().open()) return Optional.empty();
    var next = retried(known, asked);
    if (next.isPresent()) return of(known, decided, next);
    return Optional.of(new Position(JournalSpec.MAIN, asked.revision()));
  }

  /** What was certainly not done was tried again, as a charge of its own. */
  private static Optional<String> retried(PaymentTables known, Row<String, Attempt> asked) {
    boolean lost =
        asked.value().outcome().filter(o -> o.result() == Outcome.Result.NOT_DONE).isPresent();
    var charge = known.charges.find(asked.key());
    if (!lost || charge.isEmpty()) return Optional.empty();
    return known.chargesOf.page(charge.get().intent(), Page.first(Page.MAX)).items().stream()
        .filter(each -> each.id().compareTo(asked.key()) > 0)
        .filter(each -> each.tries() == charge.get().tries() + 1)
        .map(Charge::id)
        .findFirst();
  }
}
