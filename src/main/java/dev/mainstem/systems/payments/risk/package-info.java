/**
 * Whether a payment looks like fraud: a merchant's rules, each a sentence of a small language, and
 * what they come to. Knows no table and no wire; {@code payments} says what is known of a payment.
 *
 * <pre>
 * amount &gt; 500.00 usd and card_country != billing_country
 * attempts(card, 1h) &gt; 3 or cards(ip, 1d) &gt;= 5
 * email in @friends or email_domain in @ours
 * not (currency in (usd, eur)) and email_age &lt; 1d
 * email is unknown
 * </pre>
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>What is not known holds neither so nor otherwise</b> (Kleene's logic, as in SQL): a rule
 *       hits only if it certainly holds, and {@code not} of what is not known is not known either.
 *       So {@code card_country != billing_country} hits nobody whose country is not known, and
 *       {@code amount > 500 usd} no payment in yen. Price: who means those, says {@code is
 *       unknown}. (2026-11)
 *   <li><b>Every test of every rule is looked at, also when the outcome is clear.</b> A judgement
 *       keeps all that was looked at, so it can be read without the rules, and two judgements of
 *       the same version compare. (2026-11)
 *   <li><b>What is personal can be on a list and be counted, and never be spelled in a rule</b>:
 *       cards, mail addresses and addresses are keyed hashes here. (2026-11)
 *   <li><b>Checkout's fraud rules are others.</b> Those judge an order by its goods, its buyer and
 *       where it is sent to, in five forms; these judge an attempt at a card. They share no fact,
 *       so they share no code. (2026-11)
 * </ul>
 */
package dev.mainstem.systems.payments.risk;
