/**
 * What the browser console and whoever looks after a house ask of the house as a whole.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>The present is never shown as the past.</b> A route of the house, or of a foreign
 *       design, that does not know {@code ?asOf=} refuses it. Price: who looks at an earlier time
 *       meets refusals where nothing is kept, such as how busy the house was. (2026-11)
 *   <li><b>The console's moment stands in its address</b> and nowhere else, so a link can be shared
 *       and a reload shows the same. A position winds back its own journal only, as everywhere; a
 *       time winds back all. (2026-11)
 * </ul>
 */
package dev.mainstem.console;
