/**
 * Messages to other people's servers, for every effect that calls one: the address is checked, the
 * message signed, one attempt made. The queue, the pauses and what becomes of a message that never
 * arrives are those of every effect, see {@link dev.mainstem.kernel.Effect}.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>A name is resolved once, all its addresses are checked, and the connection goes to the
 *       address that was checked.</b> A name that answers differently the second time leads nowhere
 *       else. Price: one address is tried in an attempt, not all. (2026-11)
 *   <li><b>One bad address refuses the name.</b> Nobody publishes a public and a private address
 *       under one name for us to choose from. (2026-11)
 *   <li><b>Redirects are answers, never followed.</b> Whoever moved tells us its new address where
 *       addresses are told. (2026-11)
 *   <li><b>An address that may not be called is refused with 400 at every door that takes one</b>,
 *       and with the protocol's own word where it has one ({@code url_invalid} with Stripe's, 40013
 *       with ntfy's). It is a mistake in what was sent, whatever the state of the house, so it is
 *       not 422. (2026-11)
 *   <li><b>A system is given {@link Outgoing}, not {@link Delivery}.</b> Systems are made before a
 *       house runs, also by commands that only look after its tables and by simulations, where
 *       nothing may be called. Price: one interface with one implementation that calls. (2026-11)
 * </ul>
 */
package dev.mainstem.engine.delivery;
