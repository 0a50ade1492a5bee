/**
 * Tables: durable rows in RocksDB under the overlay of what a writer has decided since.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>RocksDB without a log of its own.</b> The journals are the log; each batch carries the
 *       positions it stands for, so rows are folded exactly once. Before rows reach the disk, the
 *       journals are forced. Price: a restart replays up to 200,000 events or 30 s. (2026-11)
 *   <li><b>Batches are put in key order, and of several versions of a row in one batch only the
 *       last is put.</b> Uniform transfers went from 44,000 to 85,000 a second with this and
 *       smaller memtables. Price: a sort per group. (2026-11)
 *   <li><b>Index entries carry no revision.</b> An as-of scan takes present and removed entries as
 *       candidates and checks each against its row of then. Price: as-of index scans read rows that
 *       are not shown. (2026-11)
 *   <li><b>That a row is absent is cached like a row.</b> Most commands first ask for what is not
 *       there. Price: entries that hold nothing; they count against the cache's bound. (2026-11)
 *   <li><b>Rows that were just written are cached apart, first in, first out.</b> They are looked
 *       at within a moment and then mostly never; a cache that admits what is read often sent away
 *       just these, and weighing each of them was a tenth of the fold. Price: a quarter of the
 *       cache is theirs, and what is still read when it leaves them is loaded once. (2026-11)
 *   <li><b>Filters and indexes of the database lie in parts.</b> In one piece, a filter of a
 *       million keys is larger than a shard of the cache, is never kept, and each question for what
 *       is not there reads it whole: making links fell from 42,000 a second to 1,700 at a million.
 *       Price: one more small block per read. (2026-11)
 *   <li><b>Before-images are forgotten by a sweep, behind a horizon that moves first.</b> A
 *       compaction filter would cost nothing, but the database offers Java none of its own, and
 *       ranges do not fit: images are kept in key order, not in the order of positions. Price: each
 *       pass walks over all images, 200,000 in a second of work and that a fifth of the time; what
 *       was put off by a reaction for longer than the horizon is done with what is known by then.
 *       (2026-11)
 *   <li><b>Restored tables are marked, not trusted.</b> The end of each journal as it came out of a
 *       backup stands in them for good: what lies before it may have been acted on by another
 *       house. Price: a mark that is read once for each effect heard. (2026-11)
 * </ul>
 */
package dev.mainstem.store;
