package dev.mainstem.systems.checkout.fraud;

import java.util.List;

/**
 * A judgement.
 *
 * @param score of all rules that hit
 * @param rules their names
 */
public record Screening(int score, List<String> rules, Outcome outcome) {
  /** What becomes of the order. */
  public enum Outcome {
    ALLOW,
    REVIEW,
    BLOCK
  }

  public static Screening of(FraudPolicy policy, Facts facts) {
    var hits = policy.rules().stream().filter(rule -> rule.hits(facts)).toList();
    int score = hits.stream().mapToInt(FraudRule::score).sum();
    var outcome =
        score >= policy.blockAt()
            ? Outcome.BLOCK
            : score >= policy.reviewAt() ? Outcome.REVIEW : Outcome.ALLOW;
    return new Screening(score, hits.stream().map(FraudRule::name).toList(), outcome);
  }
}
