/**
 * Writers, the fold, feeds and the bus: what runs a house. Writers, fold and feeds are step
 * machines without Vert.x; verticles and threads are their shells.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>One thread folds for all systems.</b> One batch then holds rows of all and the positions
 *       of all journals, and one snapshot is published for all. Price: the tables of the whole
 *       house grow at the speed of one thread. (2026-11)
 *   <li><b>Answers leave on the writer's thread</b>, woken once per published group, in the order
 *       of decisions. Everything a writer owns is then touched by one thread. Price: one more
 *       hand-over before an answer. (2026-11)
 *   <li><b>A question travels the bus by reference with its reply as a callback.</b> A bus reply
 *       would cost a handler, a timer and a message each. Price: across nodes another way is
 *       needed: there it is CBOR, by name, see {@link dev.mainstem.engine.Commands}. (2026-11)
 *   <li><b>If-Match is checked against the read of the same path</b>, run by the writer just before
 *       {@code decide}. No route says twice which row it is about, and as path, query and header a
 *       condition can travel to the writer's node. Price: a route without such a read cannot be
 *       conditional. (2026-11)
 *   <li><b>How far a system has heard moves on after the outcome, never with it.</b> A kill between
 *       the two costs a repetition under the same command id, which whoever is asked remembers; no
 *       transaction spans systems. Price: ids are remembered until the cursor has passed, and a
 *       rebuild without tables asks everything again. (2026-11)
 *   <li><b>A reaction sees the tables as of its event.</b> Heard again, it then asks the same.
 *       Price: before-images must reach back as far as a line is behind. (2026-11)
 *   <li><b>One tenant is taken back by emptying its frames, not by removing them.</b> After the
 *       moment its frames hold as many events as before, named {@code house.Void}, which change no
 *       table, answer no id and follow from nothing. All positions stay, and everybody else's
 *       tables come out the same, key by key. What is not the tenant's own is not taken back:
 *       frames of house-wide systems stay, so a key revoked since stays revoked; and a name it gave
 *       up since, that another took, stays with the other. Price: the tenant's own past after the
 *       moment is in the backup only. (2026-11)
 *   <li><b>A restore to a moment hears again what its reactions heard.</b> The agenda as it was
 *       then is not kept anywhere, but it follows from the log: every event is looked at again, as
 *       of itself; what a line asked for is found among the remembered answers, and what is not
 *       goes into the agenda. A timer that has gone off since goes off again. A line that is asked
 *       once more sees the tables of then rather than of its event. Price: the first start reads
 *       the log of every system that reacts. (2026-11)
 *   <li><b>A restored house does nothing to the outside that it cannot know to be undone.</b>
 *       Effects out of a backup without an outcome in the log become dead letters: the original may
 *       have had them done since. Price: somebody must look before they are driven again. (2026-11)
 *   <li><b>An effect begins while its event is held, a timer once that is passed.</b> What came of
 *       an effect is remembered until its event is passed, and looked for before anything of an
 *       earlier life is tried: heard again after a kill, it is not begun anew. Most effects are
 *       over within the 50 ms for which an event is held, and never stand in the agenda. Price: how
 *       far was heard waits for them; a look among remembered answers for each effect heard again
 *       after a start. (2026-11)
 *   <li><b>What is due is kept by line, and each line has room of its own.</b> In the order of time
 *       alone, what waits for one server that hangs would stand before everybody else's timers.
 *       Price: one look per line that has anything due. (2026-11)
 *   <li><b>A house folds what it replays while it applies what comes next</b>, as it does in life.
 *       Where seeds decide what happens when, and beside a house that serves, one thread does both.
 *       Price: a second thread while a house opens. (2026-11)
 *   <li><b>A listener by name never hears itself</b>, nor a story that led through its own system.
 *       Price: what must answer its own events names their class. (2026-11)
 *   <li><b>A reader waits for a view, never the other way round.</b> A view stands behind the
 *       tables; whoever reads both in one answer finds it no older than they are. Price: such a
 *       read may wait some milliseconds on a reader thread. (2026-11)
 *   <li><b>A cut keeps rows, not events.</b> The base of a journal is a store of its own, and is
 *       taken over row by row: so tables may have got other ids, shapes and indexes since. Price: a
 *       changed meaning ({@code foldVersion}) cannot reach back behind a cut. (2026-11)
 *   <li><b>Moments behind the horizon are made again whole.</b> One replay serves all systems and
 *       all tenants, and verification uses the same. Price: minutes for a large log, and the room
 *       of the tables once more. (2026-11)
 * </ul>
 */
package dev.mainstem.engine;
