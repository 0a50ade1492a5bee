package dev.mainstem.systems.payments.ledger;

import java.time.Instant;

/**
 * An account: what was moved out of it (debits) and into it (credits), for good and for now, in
 * minor units of its currency.
 *
 * @param limit what must never be exceeded, pending amounts included
 */
public record Account(
    String id,
    String currency,
    Limit limit,
    long debitsPending,
    long debitsPosted,
    long creditsPending,
    long creditsPosted,
    Instant openedAt) {
  /** What an account must not come to. */
  public enum Limit {
    NONE,
    /** It cannot be overdrawn: an account of somebody who has money with us. */
    DEBITS_WITHIN_CREDITS,
    /** The reverse: an account of somebody who owes us. */
    CREDITS_WITHIN_DEBITS
  }

  public static Account opened(String id, String currency, Limit limit, Instant at) {
    return new Account(id, currency, limit, 0, 0, 0, 0, at);
  }

  /** What it stands at, for good: credits less debits. */
  public long balance() {
    return Math.subtractExact(creditsPosted, debitsPosted);
  }

  Account pending(boolean debit, long amount) {
    return debit
        ? with(Math.addExact(debitsPending, amount), debitsPosted, creditsPending, creditsPosted)
        : with(debitsPending, debitsPosted, Math.addExact(creditsPending, amount), creditsPosted);
  }

  Account posted(boolean debit, long amount) {
    return debit
        ? with(debitsPending, Math.addExact(debitsPosted, amount), creditsPending, creditsPosted)
        : with(debitsPending, debitsPosted, creditsPending, Math.addExact(creditsPosted, amount));
  }

  private Account with(long debitsPending, long debitsPosted, long creditsPending, long credits) {
    return new Account(
        id, currency, limit, debitsPending, debitsPosted, creditsPending, credits, openedAt);
  }

  /** Whether it is beyond its limit, which never happens. */
  public boolean exceeded() {
    return !within();
  }

  /** Whether what it has come to is within its limit; also throws if a sum overflows. */
  boolean within() {
    long debits = Math.addExact(debitsPending, debitsPosted);
    long credits = Math.addExact(creditsPending, creditsPosted);
    return switch (limit) {
      case NONE -> true;
      case DEBITS_WITHIN_CREDITS -> debits <= creditsPosted;
      case CREDITS_WITHIN_DEBITS -> credits <= debitsPosted;
    };
  }
}
