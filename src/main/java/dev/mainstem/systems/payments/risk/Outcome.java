package dev.mainstem.systems.payments.risk;

/** What becomes of a payment. */
public enum Outcome {
  ALLOW,
  /** It is made, and somebody looks at it. */
  REVIEW,
  /** It is declined, and the acquirer never hears of it. */
  BLOCK
}
