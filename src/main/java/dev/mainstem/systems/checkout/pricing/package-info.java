/**
 * What a basket costs: promotions, taxes and rounding, on long minor units. Pure functions of their
 * arguments; a placed order keeps the {@link dev.mainstem.systems.checkout.pricing.Basket} it was
 * computed from.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>No amount is ever a fraction.</b> Rates are parts per million, products are exact (in
 *       128 bits and more where needed), and each division names how it rounds. (2026-11)
 *   <li><b>Every amount is spread over the lines without a rest</b>, by largest remainders, ties to
 *       the earlier line: discounts of an order, taxes rounded on the total, refunds. So lines
 *       always add up to what was charged. (2026-11)
 *   <li><b>Promotions apply by priority, then by id</b>, each on what the ones before have left.
 *       One that does not stack applies only if it is the first, and is then the last. (2026-11)
 * </ul>
 */
package dev.mainstem.systems.checkout.pricing;
