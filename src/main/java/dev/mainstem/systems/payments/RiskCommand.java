package dev.mainstem.systems.payments;

import static dev.mainstem.kernel.Decision.happened;
import static dev.mainstem.kernel.Decision.unchanged;
import static dev.mainstem.systems.payments.PaymentProblem.BAD_RULE;
import static dev.mainstem.systems.payments.PaymentProblem.BUSY_STILL;
import static dev.mainstem.systems.payments.PaymentProblem.REVIEW_OVER;
import static dev.mainstem.systems.payments.PaymentTables.RISK;

import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.payments.Intent.Status;
import dev.mainstem.systems.payments.Review.Closing;
import dev.mainstem.systems.payments.RiskEvent.Enlisted;
import dev.mainstem.systems.payments.RiskEvent.ReviewClosed;
import dev.mainstem.systems.payments.RiskEvent.RiskRulesSet;
import dev.mainstem.systems.payments.RiskEvent.Unlisted;
import dev.mainstem.systems.payments.risk.RiskRules;
import dev.mainstem.systems.payments.risk.Rule;
import dev.mainstem.systems.payments.risk.Trait;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What may be asked about fraud, each with its rule. */
sealed interface RiskCommand<R> extends PaymentCommand<R> {
  String LIST = "[a-z][a-z0-9-]{0,39}";

  /** The merchant's rules from now on; what was judged before stays judged. */
  record SetRiskRules(
      @Size(max = 50) List<Rule> rules,
      Optional<@Min(1) @Max(100) Integer> reviewAt,
      Optional<@Min(1) @Max(100) Integer> blockAt)
      implements RiskCommand<RiskRules> {
    @Override
    public Decision<RiskRules> decide(PaymentTables known, Moment at) {
      var before = known.risk();
      var next = proposed(before.version() + 1);
      if (next.equals(proposed(before))) return unchanged(() -> before);
      return happened(new RiskRulesSet(RISK, next)).answering(known::risk);
    }

    private RiskRules proposed(RiskRules before) {
      return new RiskRules(
          before.version() + 1, before.rules(), before.reviewAt(), before.blockAt());
    }

    /** These rules under a version, or a refusal that says which of them means nothing. */
    RiskRules proposed(int version) {
      for (int i = 0; i < rules.size(); i++) {
        var pointer = "/rules/" + i + "/when";
        rules
            .get(i)
            .trouble()
            .ifPresent(
                why -> {
                  throw BAD_RULE.at(pointer, why);
                });
      }
      return new RiskRules(version, rules, reviewAt, blockAt);
    }
  }

  /** Somebody has looked, and it is well. */
  record ApproveReview(@Pattern(regexp = IntentCommand.ID) String id)
      implements RiskCommand<Review> {
    @Override
    public Decision<Review> decide(PaymentTables known, Moment at) {
      var review = known.reviews.require(id);
      if (review.closed().equals(Optional.of(Closing.APPROVED))) return unchanged(() -> review);
      if (!review.open()) throw REVIEW_OVER.of(id);
      var intent = known.intents.get(review.intent());
      return happened(new ReviewClosed(intent.id(), intent.reference(), id, Closing.APPROVED))
          .answering(() -> known.reviews.get(id));
    }
  }

  /** Somebody has looked, and it is fraud: what is set aside is freed, what was taken goes back. */
  record RejectReview(@Pattern(regexp = IntentCommand.ID) String id)
      implements RiskCommand<Review> {
    @Override
    public Decision<Review> decide(PaymentTables known, Moment at) {
      var review = known.reviews.require(id);
      if (rejected(review)) return unchanged(() -> review);
      if (!review.open()) throw REVIEW_OVER.of(id);
      var intent = known.intents.get(review.intent());
      if (intent.busy().isPresent()) throw BUSY_STILL.of(intent.id());
      return happened(undone(new Paying(known, at), intent)).answering(() -> known.reviews.get(id));
    }

    private static boolean rejected(Review review) {
      return review
          .closed()
          .filter(why -> why == Closing.CANCELED || why == Closing.REFUNDED_AS_FRAUD)
          .isPresent();
    }

    private List<PaymentEvent> undone(Paying paying, Intent intent) {
      if (intent.status() == Status.REQUIRES_CAPTURE) return paying.canceled(intent, "fraudulent");
      var why = Closing.REFUNDED_AS_FRAUD;
      var all = new ArrayList<PaymentEvent>();
      all.add(new ReviewClosed(intent.id(), intent.reference(), id, why));
      if (intent.refundable() == 0) return all;
      var reason = Optional.of("fraudulent");
      var refund = new Refunding(Optional.empty(), Optional.empty(), reason, Map.of());
      all.addAll(refund.started(paying, intent, "re_" + paying.at().id(1)));
      return all;
    }
  }

  /**
   * Puts something on a list that rules look at.
   *
   * @param value a keyed hash of what is personal, made at the door
   */
  record Enlist(
      @Pattern(regexp = LIST) String list,
      Trait trait,
      @Size(min = 1, max = 80) String value,
      Optional<@Size(max = 200) String> note)
      implements RiskCommand<Enrolment> {
    @Override
    public Decision<Enrolment> decide(PaymentTables known, Moment at) {
      var key = new Enrolment.Key(list, trait, value);
      var before = known.lists.find(key);
      if (before.filter(it -> it.note().equals(note)).isPresent()) return unchanged(before::get);
      return happened(new Enlisted(RISK, new Enrolment(key, note, at.time())))
          .answering(() -> known.lists.get(key));
    }
  }

  record Unlist(
      @Pattern(regexp = LIST) String list, Trait trait, @Size(min = 1, max = 80) String value)
      implements RiskCommand<Void> {
    @Override
    public Decision<Void> decide(PaymentTables known, Moment at) {
      var key = new Enrolment.Key(list, trait, value);
      known.lists.require(key);
      return happened(new Unlisted(RISK, key));
    }
  }
}
