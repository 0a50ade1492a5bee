package dev.mainstem.systems.payments.risk;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What rules have come to, and what they had looked at.
 *
 * @param version of the rules
 * @param score of all rules that hit, at most 100
 * @param rules the names of those that hit
 * @param inputs what was looked at, by the name of the fact; hashes where it is personal
 */
public record Judgement(
    int version, int score, Outcome outcome, List<String> rules, Map<String, String> inputs) {
  private static final int WORST = 100;

  /** Who is allowed by a rule is not suspected by another; who is blocked by one is blocked. */
  public static Judgement of(RiskRules rules, Circumstances it) {
    var looked = new TreeMap<String, String>();
    var hits =
        rules.rules().stream()
            .filter(rule -> Language.read(rule.when()).of(it, looked) == Truth.YES)
            .toList();
    int score = Math.min(WORST, hits.stream().mapToInt(Rule::score).sum());
    var names = hits.stream().map(Rule::name).toList();
    return new Judgement(rules.version(), score, outcome(rules, hits, score), names, looked);
  }

  /** Whether somebody is to look at the payment once it is approved. */
  public boolean asksForReview() {
    return outcome == Outcome.REVIEW;
  }

  private static Outcome outcome(RiskRules rules, List<Rule> hits, int score) {
    if (says(hits, Outcome.ALLOW)) return Outcome.ALLOW;
    if (says(hits, Outcome.BLOCK) || reached(rules.blockAt(), score)) return Outcome.BLOCK;
    if (says(hits, Outcome.REVIEW) || reached(rules.reviewAt(), score)) return Outcome.REVIEW;
    return Outcome.ALLOW;
  }

  private static boolean says(List<Rule> hits, Outcome outcome) {
    return hits.stream().anyMatch(rule -> rule.action().equals(Optional.of(outcome)));
  }

  private static boolean reached(Optional<Integer> at, int score) {
    return at.filter(limit -> score >= limit).isPresent();
  }
}
