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
 *   <li><b>A request that is made once more is answered as the first one was</b>, from the tables
 *       as they were when the acquirer had answered; no answer is kept, so none has to be
 *       forgotten. Price: after the horizon it is not answered at all. (2026-11)
 *   <li><b>An endpoint is told of a thing in order</b>: what happened to it next waits until what
 *       happened before is delivered or given up. Price: an endpoint that refuses one event of a
 *       payment hears the next one three days later. (2026-11)
 *   <li><b>Disputes come from the simulator</b>, with the test card for them, as soon as money is
 *       taken. Money and a fee leave what is available at once; nobody but evidence that names its
 *       outcome decides them, or the time. (2026-11)
 *   <li><b>A payer who is there is asked by their bank; one who is away is declined.</b> Whoever
 *       has means of its own to ask tells the outcome and not the proof: the simulator has no
 *       directory server to hold a cryptogram against. (2026-11)
 *   <li><b>What clients were told is kept for thirty days</b>, as Stripe does; a timer of the
 *       system trims it, since the journal is kept for ever. (2026-11)
 *   <li><b>Webhooks and the list of events show things as of the event</b>, from the tables' past;
 *       nothing is kept of them but that they happened. Price: an event older than the horizon
 *       cannot be shown any more. (2026-11)
 * </ul>
 */
package dev.mainstem.systems.payments;
