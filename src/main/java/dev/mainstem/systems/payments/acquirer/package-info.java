/**
 * Who moves the money: a port, and a simulator behind it, in this process or in one of its own
 * ({@code mainstem acquirer}). The simulator moves none, and is called a simulator wherever it
 * shows.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>Whatever is asked has a reference of ours and is asked once.</b> If no answer comes,
 *       nobody asks again: the reference is inquired after, and an acquirer that never heard of it
 *       closes it in that moment, so that the request, if it still is under way, is refused. So an
 *       unknown result ends as a known one and nothing is charged twice. Price: a request that was
 *       lost on its way costs an inquiry before the next attempt. (2026-11)
 *   <li><b>Inside the house the simulator keeps nothing</b>: what it answers is a function of the
 *       request and its settings, so it says the same after a crash. Price: only the one in a
 *       process of its own has a settlement file. (2026-11)
 *   <li><b>Test cards are known by a hash of their number.</b> No card number stands in the jar, in
 *       a heap, or in a trace, so that a search for numbers finds none. (2026-11)
 * </ul>
 */
package dev.mainstem.systems.payments.acquirer;
