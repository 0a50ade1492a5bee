/**
 * Tenants and the keys they ask with.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>The tables of this one system belong to the house.</b> Its rows are about tenants, and
 *       the operator's acts touch those of others; so every rule and read here says on whose behalf
 *       it asks. No other system may do so. Price: its isolation rests on its rules, not on
 *       construction. (2026-11)
 *   <li><b>Keys are known by their SHA-256.</b> 256 random bits need no slow hash, and a door looks
 *       one up in a microsecond. (2026-11)
 * </ul>
 */
package dev.mainstem.systems.tenants;
