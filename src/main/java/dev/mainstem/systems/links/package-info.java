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
 *   <li><b>Visits are counted in heaps when they come</b>: by link and by domain, in hours, by each
 *       dimension. A figure costs by hours and never by visits, and a visit three rows: itself, the
 *       heap, the link's total. Price: days are put together from hours when asked for, some 9,000
 *       rows for a busy year; and at most 500 values of a dimension are told apart in one hour.
 *       (2026-11)
 *   <li><b>A visit that met no link is a visit of a key no link can have.</b> It is then kept,
 *       counted, listed and forgotten like any other. Price: who hears clicks hears those too.
 *       (2026-11)
 *   <li><b>Forgetting begins a new generation.</b> What is kept under an older one is out of sight
 *       at once and cleared away with later clicks, a bounded part each time, so no decision is
 *       long. Price: a link that is followed no more keeps its rests until another of its tenant
 *       is; and sums of whole domains by hour still hold what was forgotten, as a number. (2026-11)
 *   <li><b>No address is kept, only a keyed hash that changes with the day.</b> Whoever comes on
 *       two days is two visitors, and a share leads a visitor to one place for a day. (2026-11)
 *   <li><b>User agents are named by uap-java</b>, loaded as the door opens, on the thread that
 *       makes clicks out, with the names of 10,000 agents kept. Yauaa knows more of them and costs
 *       seconds and hundreds of megabytes to start. Rules look at a few marks instead and need
 *       neither. (2026-11)
 *   <li><b>The default domain is the first tenant's</b>: visits there that meet no link, its
 *       fallbacks and its robots.txt. Other tenants have those on domains of their own. (2026-11)
 *   <li><b>Shlink's clients are told version 4.6.0</b>, the one whose API this is. A deleted short
 *       URL is retired: its code is not given away again, which Shlink would do. (2026-11)
 *   <li><b>Codes are drawn at the main door too.</b> The console's page policy shows no pictures of
 *       other origins, and whoever looks after links may not reach the redirect listener. Price:
 *       the same picture at two addresses. (2026-11)
 *   <li><b>A list's small drawings come with one read</b>, that pages as the list does and takes
 *       the newest 72 hours of each link. Price: 7,200 rows at most for one answer. (2026-11)
 *   <li><b>The demo asks the bus and writes no row</b>, each command under an id, so that a filling
 *       that was killed is taken up where it was. Price: it takes ten seconds. (2026-11)
 *   <li><b>Pages of other sites may ask Shlink's API, with a good key</b>, since its web client is
 *       such a page; never without one, and nothing else of the house. Price: whoever steals a key
 *       can use it from a browser too. (2026-11)
 * </ul>
 */
package dev.mainstem.systems.links;
