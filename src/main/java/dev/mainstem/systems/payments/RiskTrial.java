package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Span;
import dev.mainstem.systems.payments.risk.Judgement;
import dev.mainstem.systems.payments.risk.Outcome;
import dev.mainstem.systems.payments.risk.RiskRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What past attempts would have come to under other rules. Each is judged by what was known when it
 * was made; lists are as they are now, and so is what came of attempts before it.
 *
 * @param since the oldest attempt looked at is not older
 * @param attempts looked at: the newest that the payer had just said yes to
 * @param all whether these are all since then
 * @param before what became of them
 * @param after what would have become of them
 * @param caught how many of those that turned out to be fraud would have been stopped or looked at
 * @param missed how many of those would not
 * @param wronged how many good ones would have been blocked
 * @param rules how many each rule hits, in order
 * @param money that is concerned, by currency, in minor units
 * @param examples of those that would have come to something else, the newest first
 */
record RiskTrial(
    Instant since,
    int attempts,
    boolean all,
    Outcomes before,
    Outcomes after,
    int caught,
    int missed,
    int wronged,
    List<Hits> rules,
    Map<String, Money> money,
    List<Example> examples) {
  static final int MOST = 2_000;
  private static final int MOST_EXAMPLES = 20;

  /** How many attempts came to what. */
  record Outcomes(int allowed, int reviewed, int blocked) {
    Outcomes and(Outcome one) {
      return new Outcomes(
          allowed + (one == Outcome.ALLOW ? 1 : 0),
          reviewed + (one == Outcome.REVIEW ? 1 : 0),
          blocked + (one == Outcome.BLOCK ? 1 : 0));
    }
  }

  /** How often a rule hits. */
  record Hits(String name, int hits) {}

  /**
   * What would have been blocked or looked at.
   *
   * @param taken of what would have been blocked: what is the merchant's still
   */
  record Money(long blocked, long reviewed, long taken) {
    private static final Money NONE = new Money(0, 0, 0);

    Money and(Outcome one, Charge charge) {
      boolean block = one == Outcome.BLOCK;
      return new Money(
          Math.addExact(blocked, block ? charge.amount() : 0),
          Math.addExact(reviewed, one == Outcome.REVIEW ? charge.amount() : 0),
          Math.addExact(taken, block ? charge.captured() - charge.refunded() : 0));
    }
  }

  /** An attempt that would have come to something else. */
  record Example(
      String intent,
      String charge,
      long amount,
      String currency,
      Charge.State state,
      boolean fraud,
      Outcome before,
      Judgement after) {}

  static RiskTrial of(PaymentTables known, RiskRules proposed, Instant since) {
    var trial = new Trying(known, proposed);
    var page = new Page.Of<Charge>(List.of(), Optional.of(""));
    boolean over = false;
    for (var at = Page.first(Page.MAX); page.next().isPresent() && !over; ) {
      page = known.charges.page(Span.of().backwards(), at);
      for (var charge : page.items()) {
        over = charge.createdAt().isBefore(since) || trial.attempts == MOST;
        if (over) break;
        if (charge.fresh()) trial.judge(charge);
      }
      at = new Page(page.next(), Page.MAX);
    }
    boolean all = trial.attempts < MOST || page.next().isEmpty();
    return trial.told(since, all);
  }

  /** Owned by one reading. */
  private static final class Trying {
    private final PaymentTables known;
    private final RiskRules proposed;
    private final Map<String, Integer> hits = new TreeMap<>();
    private final Map<String, Money> money = new TreeMap<>();
    private final List<Example> examples = new ArrayList<>();
    private Outcomes before = new Outcomes(0, 0, 0);
    private Outcomes after = new Outcomes(0, 0, 0);
    private int attempts;
    private int caught;
    private int missed;
    private int wronged;

    Trying(PaymentTables known, RiskRules proposed) {
      this.known = known;
      this.proposed = proposed;
    }

    void judge(Charge charge) {
      attempts++;
      var was = charge.judgement().map(Judgement::outcome).orElse(Outcome.ALLOW);
      var now = Judgement.of(proposed, Seen.then(known, charge));
      before = before.and(was);
      after = after.and(now.outcome());
      now.rules().forEach(name -> hits.merge(name, 1, Integer::sum));
      if (now.outcome() != Outcome.ALLOW) {
        var sum = money.getOrDefault(charge.currency(), Money.NONE);
        money.put(charge.currency(), sum.and(now.outcome(), charge));
      }
      boolean fraud = fraud(charge);
      if (fraud && now.outcome() == Outcome.ALLOW) missed++;
      if (fraud && now.outcome() != Outcome.ALLOW) caught++;
      boolean good = !fraud && charge.state() == Charge.State.CAPTURED;
      if (good && now.outcome() == Outcome.BLOCK) wronged++;
      if (was != now.outcome() && examples.size() < MOST_EXAMPLES) {
        examples.add(example(charge, fraud, was, now));
      }
    }

    /** Somebody has said so: by a refund for that reason, or by rejecting its review. */
    private boolean fraud(Charge charge) {
      var review = known.reviews.find(Review.of(charge.id())).flatMap(Review::closed);
      if (review.equals(Optional.of(Review.Closing.REFUNDED_AS_FRAUD))) return true;
      if (charge.refunded() == 0 && charge.state() != Charge.State.VOIDED) return false;
      var refunds = known.refundsOf.page(charge.intent(), Page.first(Page.USUAL)).items();
      var canceled = known.intents.get(charge.intent()).canceled();
      return canceled.equals(Optional.of(FRAUDULENT))
          || refunds.stream().anyMatch(each -> each.reason().equals(Optional.of(FRAUDULENT)));
    }

    private static final String FRAUDULENT = "fraudulent";

    private static Example example(Charge charge, boolean fraud, Outcome was, Judgement now) {
      return new Example(
          charge.intent(),
          charge.id(),
          charge.amount(),
          charge.currency(),
          charge.state(),
          fraud,
          was,
          now);
    }

    RiskTrial told(Instant since, boolean all) {
      var each =
          proposed.rules().stream()
              .map(rule -> new Hits(rule.name(), hits.getOrDefault(rule.name(), 0)))
              .toList();
      return new RiskTrial(
          since, attempts, all, before, after, caught, missed, wronged, each, money, examples);
    }
  }
}
