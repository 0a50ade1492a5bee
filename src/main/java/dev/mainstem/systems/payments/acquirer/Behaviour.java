package dev.mainstem.systems.payments.acquirer;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * How the simulator behaves to cards that are no test cards; shares are in hundredths of a percent
 * of operations, chosen by their reference and so the same each time.
 *
 * @param latencyMs how long it takes to answer
 * @param declines how many authorizations are declined
 * @param timeouts how many are done and not answered
 * @param lost how many are never heard
 */
public record Behaviour(
    @Min(0) @Max(60_000) int latencyMs,
    @Min(0) @Max(10_000) int declines,
    @Min(0) @Max(10_000) int timeouts,
    @Min(0) @Max(10_000) int lost) {
  public static final Behaviour GOOD = new Behaviour(0, 0, 0, 0);

  /** What befalls an operation on its way. */
  enum Fate {
    ANSWERED,
    UNANSWERED,
    UNHEARD
  }

  Fate fate(String reference) {
    int draw = draw(reference, 17);
    if (draw < timeouts) return Fate.UNANSWERED;
    return draw < timeouts + lost ? Fate.UNHEARD : Fate.ANSWERED;
  }

  boolean declined(String reference) {
    return draw(reference, 31) < declines;
  }

  /** A number from 0 to 9,999 that is spread evenly over references. */
  private static int draw(String reference, int salt) {
    int hash = salt;
    for (int i = 0; i < reference.length(); i++) hash = hash * 31 + reference.charAt(i);
    hash = (hash ^ (hash >>> 16)) * 0x45d9f3b;
    hash = (hash ^ (hash >>> 16)) * 0x45d9f3b;
    return Math.floorMod(hash ^ (hash >>> 16), 10_000);
  }
}
