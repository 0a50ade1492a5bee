package dev.mainstem.systems.payments.acquirer;

import java.time.Instant;

/**
 * Something an acquirer is asked to do.
 *
 * @param reference ours, of this operation and no other
 * @param original the authorization it refers to; its own reference if it is one
 * @param amount in minor units
 * @param token of the card in the vault, or a test token such as {@code test/visa}
 * @param authenticated whether the cardholder has just proved who they are (3-D Secure)
 * @param offSession whether the cardholder is away, so that nothing can be asked of them
 * @param startedAt when it was decided, before anybody was called
 * @param behaviour how the simulator inside the house is to behave; others have their own
 */
public record Operation(
    String reference,
    Kind kind,
    String original,
    long amount,
    String currency,
    String token,
    boolean authenticated,
    boolean offSession,
    Instant startedAt,
    Behaviour behaviour) {
  public enum Kind {
    /** Sets money aside. */
    AUTHORIZE,
    /** Sets money aside and takes it at once. */
    SALE,
    /** Looks whether the card is good, and moves nothing. */
    VERIFY,
    /** Takes money that was set aside. */
    CAPTURE,
    /** Frees money that was set aside. */
    VOID,
    /** Gives money back. */
    REFUND,
    /** Sets more money aside than was; the amount is all of it. */
    INCREMENT
  }

  /** Whether it is about the card, and not about an earlier operation. */
  public boolean firstHand() {
    return kind == Kind.AUTHORIZE || kind == Kind.SALE || kind == Kind.VERIFY;
  }
}
