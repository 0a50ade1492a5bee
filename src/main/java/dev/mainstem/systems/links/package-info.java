/**
 * Short links.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>Every address is a claim.</b> Slugs of the default domain are then unique house-wide,
 *       and the redirect listener finds the tenant before it knows one. Price: a row more per link.
 *       (2026-11)
 *   <li><b>A counter per tenant and domain, each through a permutation with a key of its own.</b>
 *       No tenant waits for another's counter. Price: two tenants may come to the same code; the
 *       second skips it. (2026-11)
 *   <li><b>Links are searched by an index of words</b>, at most 24 a link. Price: some ten index
 *       entries for each link made, the larger part of what making one costs. (2026-11)
 *   <li><b>Most visits are decided by counts that lag by up to 100 ms.</b> A redirect never waits
 *       for a count, so a link may be followed a little more often than allowed. (2026-11)
 * </ul>
 */
package dev.mainstem.systems.links;
