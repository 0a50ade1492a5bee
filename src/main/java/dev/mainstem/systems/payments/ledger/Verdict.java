package dev.mainstem.systems.payments.ledger;

/** What came of a wish. */
public enum Verdict {
  DONE,
  /** The same was done before. */
  EXISTS,
  EXISTS_DIFFERENT,
  LINKED_FAILED,
  /** The last of a batch is linked to nothing. */
  CHAIN_OPEN,
  NO_DEBIT_ACCOUNT,
  NO_CREDIT_ACCOUNT,
  SAME_ACCOUNT,
  CURRENCIES_DIFFER,
  AMOUNT_ZERO,
  EXCEEDS_LIMIT,
  OVERFLOW,
  NO_SUCH_PENDING,
  /** It was posted or voided before. */
  NOT_PENDING,
  EXCEEDS_PENDING,
  /** A component is given that this kind of transfer does not have, or lacks. */
  MALFORMED;

  /** Whether what was wished for is so. */
  public boolean good() {
    return this == DONE || this == EXISTS;
  }
}
