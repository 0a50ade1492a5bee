package dev.mainstem.systems.payments.acquirer;

import java.util.Optional;

/**
 * What came of an operation.
 *
 * @param code why it was declined, in the words of card networks such as {@code
 *     insufficient_funds}; else empty
 * @param fee what the acquirer keeps of it, in minor units
 * @param network the acquirer's own number of it, or empty
 * @param disputed why the card's holder will dispute it once it is taken; only a simulator knows
 *     that before
 */
public record Outcome(
    Result result, String code, long fee, String network, Optional<String> disputed) {
  public enum Result {
    APPROVED,
    DECLINED,
    /** The cardholder must prove who they are first. */
    CHALLENGE,
    /** It was not done and never will be. */
    NOT_DONE
  }

  public static Outcome approved(long fee, String network) {
    return new Outcome(Result.APPROVED, "", fee, network, Optional.empty());
  }

  public static Outcome declined(String code) {
    return new Outcome(Result.DECLINED, code, 0, "", Optional.empty());
  }

  public static Outcome challenge() {
    return new Outcome(Result.CHALLENGE, "", 0, "", Optional.empty());
  }

  public static Outcome notDone() {
    return new Outcome(Result.NOT_DONE, "", 0, "", Optional.empty());
  }

  /** The same, to be disputed for this reason. */
  public Outcome disputed(String reason) {
    return new Outcome(result, code, fee, network, Optional.of(reason));
  }

  public boolean approved() {
    return result == Result.APPROVED;
  }
}
