/**
 * Double-entry bookkeeping, as values: accounts, transfers, and what a batch of wishes comes to.
 * Knows no card, no wire and no disk; {@code payments} keeps the rows.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>A transfer has one debit and one credit account of one currency</b>, so every currency
 *       sums to zero by construction. Price: an exchange is two linked transfers over an account of
 *       the house for each currency. (2026-11)
 *   <li><b>Money is a long of minor units, added exactly.</b> What would overflow is refused, never
 *       wrapped and never rounded. (2026-11)
 *   <li><b>A batch is decided in one go and is one event.</b> Each wish has a result of its own,
 *       chains stand or fall together. Price: an event of some hundred kilobytes, which names no
 *       subjects. (2026-11)
 * </ul>
 */
package dev.mainstem.systems.payments.ledger;
