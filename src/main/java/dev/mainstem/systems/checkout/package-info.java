/**
 * Checkout: what a shop offers, carts, stock that is promised and sold, orders, and the doors that
 * people and their agents buy through.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>A reservation is one decision on current numbers</b>, of all lines or none, with bundles
 *       taken apart; placing an order and selling what was held is one too. So a hot item costs
 *       what any other does, and nothing is ever oversold and repaired. Price: one writer decides
 *       for all of a house's shops. (2026-11)
 *   <li><b>The saga is a list of reactions</b> and keeps no state of its own: how far an attempt is
 *       stands in its session. Payments are asked under a reference of ours and heard by their
 *       events; whatever is authorised after an attempt was given up is canceled. (2026-11)
 *   <li><b>Whoever buys is there, unless his agent says that it cannot have him asked.</b> While a
 *       bank asks, the stock is held like for any attempt; he answers at payments' page ({@code
 *       continue_url}) or through his agent ({@code authentication_result}), and the saga goes on
 *       from what payments say either way. (2026-11)
 *   <li><b>Agents sign in the way we publish</b>, where a shop wants it, since the protocol leaves
 *       the algorithm open: HMAC-SHA-256 over time and canonical JSON (RFC 8785). (2026-11)
 *   <li><b>Stock is held when somebody pays, not when he fills a cart</b>, for 15 minutes, or for a
 *       day while somebody reviews it. The time in the reservation decides; timers only write it
 *       down. (2026-11)
 *   <li><b>Buyers are keyed hashes of mail addresses</b>, so caps, fraud rules and places in line
 *       know them again, and personal values are sealed with a key for each session. Country and
 *       state stand in clear, since taxes and sending depend on them. Price: forgetting a buyer
 *       destroys as many keys as he had sessions, up to 1,000 at a time. (2026-11)
 *   <li><b>A session's order has its id before it is placed</b>, since the Agentic Commerce
 *       Protocol answers every completion with an order, also one that waits for a review.
 *       (2026-11)
 *   <li><b>A total that is not what was shown last is shown, and not charged.</b> Amounts an agent
 *       sends are compared and never used. (2026-11)
 *   <li><b>Canceled orders give their use of a promotion not back</b>: it was used. (2026-11)
 *   <li><b>A line is let in once a second by a timer that runs only while somebody waits.</b>
 *       Places are numbers in the order of joining; a signed ticket proves whose number it is.
 *       (2026-11)
 * </ul>
 */
package dev.mainstem.systems.checkout;
