package dev.mainstem.systems.payments;

import dev.mainstem.systems.payments.ledger.Batch;
import dev.mainstem.systems.payments.ledger.Verdict;
import dev.mainstem.systems.payments.ledger.Wish;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of a batch.
 *
 * @param posted how many happened now
 * @param others those that did not, in order; one that was there before is among them
 * @param at when they happened; absent if none did
 */
public record Verdicts(int posted, List<Other> others, Optional<Instant> at) {
  /**
   * A transfer that did not happen now.
   *
   * @param index its place in the batch, from 0
   */
  public record Other(int index, String id, Verdict verdict) {}

  static Verdicts of(List<Wish> wishes, Batch.Outcome outcome, Instant at) {
    var others = new ArrayList<Other>();
    for (int i = 0; i < wishes.size(); i++) {
      var verdict = outcome.verdicts().get(i);
      if (verdict != Verdict.DONE) others.add(new Other(i, wishes.get(i).id(), verdict));
    }
    var when = Optional.of(at).filter(then -> !outcome.lines().isEmpty());
    return new Verdicts(outcome.lines().size(), others, when);
  }
}
