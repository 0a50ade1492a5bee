/**
 * Bytes that stay: append-only journals of atomic frames, each with one committer, in segment files
 * that recover themselves or say where they are damaged. Knows nothing of Vert.x or of what the
 * bytes mean.
 *
 * <p>Read {@link dev.mainstem.log.Journal} for what is promised, {@code FrameFormat} for what is on
 * disk, {@code GroupCommit} for how it gets there and {@code Recovery} for how it is trusted again.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>Event names stand in every frame, as text.</b> A dictionary of ids would save some 15
 *       bytes an event and make every frame depend on another place that could be damaged or
 *       trimmed. Now any frame can be read alone, by any later version. Price: 5 % of the bytes of
 *       a 256-byte event. (2026-11)
 *   <li><b>Every frame says how far the log had been forced when it was written.</b> A naive scan
 *       cannot tell a torn tail from damage, and cuts off acknowledged events. Price: four bytes a
 *       frame, and a bit flipped in the last group before its marker is written, within 20 ms, is
 *       still taken for a torn tail. (2026-11)
 *   <li><b>A marker is forced before anything is written behind it.</b> So an intact frame that has
 *       the very position of the first bad one proves that a marker was damaged. We refuse then
 *       too, though no event is lost: a disk that flips one bit is not to be trusted with the next.
 *       Price: a house that could have started does not. (2026-11)
 *   <li><b>A segment gets its name only after its header is forced and all before it.</b> Its base
 *       then proves the end of the one before. A last file that holds only zeros has held no
 *       acknowledged frame, unless all of it was lost, which is the same as losing the file; it is
 *       dropped. Anything else without an intact header is refused. Price: four forces at a roll.
 *       (2026-11)
 *   <li><b>Zeros, not truncation, end a recovered segment.</b> What is cut off stays allocated and
 *       later writes stay cheap; doing it twice gives the same. Price: after a crash the rest of
 *       one file is read once. (2026-11)
 *   <li><b>Small groups carry zeros ahead of themselves.</b> Forcing a write that extends its file
 *       costs a third more, and most journals never reach the second roll after which files are
 *       filled in the background. Price: one group in 256 KiB writes that much more. (2026-11)
 *   <li><b>A {@code SOON} journal forces on a second thread, under one lock.</b> Writes do not wait
 *       for the force; the lock is there because a failed write-back is reported to one caller
 *       only. Price: one more thread for each such journal. (2026-11)
 *   <li><b>The committer spins 20 us before it sleeps.</b> Waking a thread costs a tenth of a
 *       force. Price: that much processor time after each burst. (2026-11)
 *   <li><b>Readers hold blocks, not frames.</b> A frame is a view into the group or the block it
 *       came in: replay copies nothing. Price: a kept frame keeps up to a mebibyte. (2026-11)
 *   <li><b>A backup is what was forced at one moment.</b> Frames wait for what they rest on in
 *       other journals to be forced, so such a cut rests on nothing beyond itself, and nobody has
 *       to be stopped for it. A cut by commit time does too: a frame that waited is never dated
 *       before what it waited for, as long as the clock does not go back. Price: a look at the
 *       clock for each frame that waits. (2026-11)
 *   <li><b>Sealed segments are linked into a backup, the newest is copied.</b> Whoever opens a log
 *       writes into its newest segment and no other. Price: on the same disk a backup shares its
 *       old blocks with the house; a copy of it must be taken elsewhere. (2026-11)
 * </ul>
 */
package dev.mainstem.log;
