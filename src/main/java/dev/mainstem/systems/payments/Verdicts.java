package dev.mainstem.systems.payments;

import dev.mainstem.systems.payments.ledger.Batch;
import dev.mainstem.systems.payments.ledger.Verdict;
import dev.mainstem.systems.payments.ledger.Wish;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of a batch.
 *
 * @param posted how many happened now
 * @param others those that did not, in order; one that was there before is among them
 * @param at when this was decided
 */
public record Verdicts(int posted, List<Other> others, Instant at) {
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
    return new Verdicts(outcome.lines().size(), others, at);
  }
}
