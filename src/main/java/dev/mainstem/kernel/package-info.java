/**
 * The words every system is written in. JDK only.
 *
 * <p><em>Commands ask, rules decide, events happen, tables remember, doors show.</em> A system
 * declares a sealed root of commands, a sealed root of events, its tables and its routes, all bound
 * together by a {@link dev.mainstem.kernel.Subsystem}. The machinery that runs them lives in {@code
 * engine} and {@code store}; nothing here knows of disks, threads or wires.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>A row's revision is the position of the last event of the frame that wrote it.</b>
 *       Frames are atomic, so a reader as of any position inside a frame must see none of it; the
 *       last position gives exactly that. Price: an ETag says "which commit", not "which event".
 *       (2026-11)
 *   <li><b>Scans are eager and always bounded.</b> Rows come back as lists of at most {@link
 *       dev.mainstem.kernel.Page#MAX} entries, never as open cursors: no iterator can leak out of a
 *       read and nothing unbounded can be asked by accident. Price: a rule that must walk more asks
 *       page by page. (2026-11)
 *   <li><b>One event root per journal.</b> A system whose heavy facts live in a journal of their
 *       own declares a second sealed root for it, so "which journal" is a fact of the type and no
 *       decision can mix two. (2026-11)
 * </ul>
 */
package dev.mainstem.kernel;
