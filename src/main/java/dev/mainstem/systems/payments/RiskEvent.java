package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Subject;
import dev.mainstem.systems.payments.risk.Judgement;
import dev.mainstem.systems.payments.risk.RiskRules;
import java.util.List;
import java.util.Optional;

/** What can have happened about fraud: judgements, what people made of them, and rules. */
public sealed interface RiskEvent extends PaymentEvent {
  /** What it is about: a payment, or {@code risk} if it is about all. */
  String intent();

  @Override
  default List<Subject> subjects() {
    return List.of(new Subject("payments", intent()));
  }

  /** The merchant's rules have been asked about an attempt. */
  record RiskJudged(String intent, Optional<String> reference, String charge, Judgement judgement)
      implements RiskEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.charges.put(charge, known.charges.get(charge).judged(judgement));
    }
  }

  /** A payment was made that somebody is to look at. */
  record ReviewOpened(String intent, Optional<String> reference, String charge, String review)
      implements RiskEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.reviews.put(review, Review.opened(known.charges.get(charge), at.time()));
      known.told(at, Happening.REVIEW_OPENED, review);
    }
  }

  /** Nobody needs to look at it any more. */
  record ReviewClosed(String intent, Optional<String> reference, String review, Review.Closing why)
      implements RiskEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.reviews.put(review, known.reviews.get(review).as(why, at.time()));
      known.told(at, Happening.REVIEW_CLOSED, review);
    }
  }

  record RiskRulesSet(String intent, RiskRules rules) implements RiskEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.riskRules.put(intent, rules);
    }
  }

  /** Something is on a list that rules look at. */
  record Enlisted(String intent, Enrolment entry) implements RiskEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.lists.put(entry.key(), entry);
    }
  }

  record Unlisted(String intent, Enrolment.Key key) implements RiskEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.lists.remove(key);
    }
  }
}
