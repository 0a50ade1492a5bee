/**
 * Payments by card: customers and their cards, payments through all their states, refunds, the
 * merchant's balance and the books. Speaks Stripe's API on a listener of its own. Money is moved by
 * an acquirer; the one that ships is a simulator and is called one wherever it shows.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>An attempt is written down before the acquirer is called, and what came of it after.</b>
 *       In between it may be unknown; then it is inquired after, and never repeated. What certainly
 *       was not done is tried again, as an attempt of its own. Price: two commits for each payment.
 *       (2026-11)
 *   <li><b>A state and its lines in the books are one decision</b>, so they cannot differ, and
 *       there is nothing to reconcile inside the house. (2026-11)
 *   <li><b>Card numbers are in the vault</b>, a strongbox beside the log; events, rows and answers
 *       carry a token, brand, last four digits and a fingerprint by a keyed hash. Check digits are
 *       in memory only: after a crash a payment is tried without. (2026-11)
 *   <li><b>What is personal is sealed for the customer</b>, or for the payment or method where
 *       there is none. Deleting a customer destroys the key, those of their payment methods, and
 *       the numbers of their cards. (2026-11)
 *   <li><b>Webhooks and the list of events show things as of the event</b>, from the tables' past;
 *       nothing is kept of them but that they happened. Price: an event older than the horizon
 *       cannot be shown any more. (2026-11)
 * </ul>
 */
package dev.mainstem.systems.payments;
