package dev.mainstem.systems.checkout.fraud;

import java.util.List;

/**
 * A shop's rules.
 *
 * @param reviewAt the score from which somebody must look at an order
 * @param blockAt the score from which it is refused
 */
public record FraudPolicy(List<FraudRule> rules, int reviewAt, int blockAt) {
  /** Of a shop that has said nothing: nothing is suspicious. */
  public static final FraudPolicy NONE = new FraudPolicy(List.of(), 1, 1_000_000);
}
