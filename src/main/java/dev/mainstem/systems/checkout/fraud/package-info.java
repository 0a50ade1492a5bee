/**
 * Whether an order looks like fraud: a list of rules of the shop, each with a score, and two
 * limits.
 *
 * <p>Decision (2026-11): a screening is a pure function of facts that are gathered by the writer,
 * so counts of recent attempts are exact, and a judgement can be repeated from its event. No model
 * is trained; what a rule found stands in the event by name. Addresses and mail addresses are
 * sealed before a rule sees them: what is compared is countries, and keyed hashes.
 */
package dev.mainstem.systems.checkout.fraud;
