package dev.mainstem.systems.payments;

/** What webhooks and the list of events tell, in Stripe's words. */
enum Happening {
  INTENT_CREATED("payment_intent.created"),
  INTENT_SUCCEEDED("payment_intent.succeeded"),
  INTENT_FAILED("payment_intent.payment_failed"),
  INTENT_ACTION("payment_intent.requires_action"),
  INTENT_CAPTURABLE("payment_intent.amount_capturable_updated"),
  INTENT_CANCELED("payment_intent.canceled"),
  CHARGE_SUCCEEDED("charge.succeeded"),
  CHARGE_CAPTURED("charge.captured"),
  CHARGE_FAILED("charge.failed"),
  CHARGE_REFUNDED("charge.refunded"),
  REFUND_CREATED("refund.created"),
  REFUND_UPDATED("refund.updated"),
  REFUND_FAILED("refund.failed"),
  CUSTOMER_CREATED("customer.created"),
  CUSTOMER_UPDATED("customer.updated"),
  CUSTOMER_DELETED("customer.deleted"),
  METHOD_ATTACHED("payment_method.attached"),
  METHOD_DETACHED("payment_method.detached"),
  METHOD_UPDATED("payment_method.updated"),
  SETUP_CREATED("setup_intent.created"),
  SETUP_SUCCEEDED("setup_intent.succeeded"),
  SETUP_FAILED("setup_intent.setup_failed"),
  SETUP_ACTION("setup_intent.requires_action"),
  SETUP_CANCELED("setup_intent.canceled"),
  REVIEW_OPENED("review.opened"),
  REVIEW_CLOSED("review.closed"),
  DISPUTE_CREATED("charge.dispute.created"),
  DISPUTE_WITHDRAWN("charge.dispute.funds_withdrawn"),
  DISPUTE_UPDATED("charge.dispute.updated"),
  DISPUTE_CLOSED("charge.dispute.closed"),
  DISPUTE_REINSTATED("charge.dispute.funds_reinstated");

  private final String type;

  Happening(String type) {
    this.type = type;
  }

  String type() {
    return type;
  }

  /** Whether clients are told what it was like before, too. */
  boolean changes() {
    return type.endsWith("updated");
  }

  /** What it is about, as {@code object} says it. */
  String object() {
    return type.substring(0, type.indexOf('.'));
  }
}
