package dev.mainstem.systems.payments.risk;

import java.util.List;
import java.util.Optional;

/**
 * A merchant's rules.
 *
 * @param version counts from 1; 0 if nothing was ever said
 * @param reviewAt the score of all rules that hit from which somebody looks at a payment
 * @param blockAt the score from which it is declined
 */
public record RiskRules(
    int version, List<Rule> rules, Optional<Integer> reviewAt, Optional<Integer> blockAt) {
  /** Of a merchant who has said nothing: nothing is suspicious. */
  public static final RiskRules NONE =
      new RiskRules(0, List.of(), Optional.empty(), Optional.empty());
}
