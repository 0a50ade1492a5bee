package dev.mainstem.log;

import dev.mainstem.kernel.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * The committer: takes what is queued, encodes it, writes it in one go, forces it and tells the
 * listener, over and over. A group is whatever came while the last one was being forced; it never
 * waits for more.
 *
 * <p>A step machine: {@link #step} does one thing and says when to come back. The journal's thread
 * calls it in a loop; a simulation calls it as it likes. Owned by whoever steps; {@link #visible}
 * may be read by anyone.
 *
 * <p>Design note: a frame that must wait for another journal cuts the group before itself, and the
 * machine then goes on without blocking. Positions waited for were assigned before the waiting
 * frame was, so the oldest waiting frame of all journals waits for nothing that waits: no deadlock.
 */
final class GroupCommit {
  /** What {@link #step} answers when all is written and marked and the journal is closed. */
  static final long DONE = -1;

  /** What it answers when only an append or a wish can give it work. */
  static final long NEVER = Long.MAX_VALUE;

  private final Place place;
  private final Intake intake;
  private final Segments segments;
  private final Forcer forcer;
  private final Ring ring;
  private final Space space;
  private final FrameWriter writer = new FrameWriter();
  private final Runnable bell;
  private Neighbours neighbours;
  private Runnable helper;
  private volatile Consumer<List<Appended>> listener;
  private List<Pending> taken = new ArrayList<>();
  private int cursor;
  private Position asked;
  private long commitTime;
  private boolean unmarked;
  private long wroteAt;
  private long unforcedSince;
  private long unforcedBytes;
  private volatile long visible;

  /** The parts of a journal, made when it is opened. */
  record Parts(
      Place place,
      Intake intake,
      Segments segments,
      Forcer forcer,
      Ring ring,
      Space space,
      Runnable bell) {}

  GroupCommit(Parts parts, Recovery.Found found) {
    place = parts.place();
    intake = parts.intake();
    segments = parts.segments();
    forcer = parts.forcer();
    ring = parts.ring();
    space = parts.space();
    bell = parts.bell();
    commitTime = found.commitTime();
    visible = found.last();
    unmarked = !found.marked();
    wroteAt = place.settings().nanos().getAsLong();
  }

  /** Makes it part of a log; {@code helper} forces what is written, here or on another thread. */
  void join(Neighbours neighbours, Runnable helper) {
    this.neighbours = neighbours;
    this.helper = helper;
  }

  void listen(Consumer<List<Appended>> committed) {
    listener = committed;
  }

  long visible() {
    return visible;
  }

  /** Does what is due; returns after how many nanoseconds to come back if nothing rings before. */
  long step(long now) throws IOException {
    if (forcer.failure() != null) throw forcer.failure();
    if (cursor == taken.size()) {
      taken.clear();
      cursor = 0;
      taken = intake.swap(taken);
    }
    if (cursor < taken.size() && ready(taken.get(cursor), true)) {
      space.look(now);
      commit(now);
      return 0;
    }
    long wait = place.soon() ? Math.min(soon(now), mark(now)) : mark(now);
    if (space.low()) wait = Math.min(wait, space.look(now));
    boolean drained = cursor == taken.size() && !unmarked && !forcer.behind();
    return drained && intake.closed() && intake.waiting() == 0 ? DONE : wait;
  }

  /** Whether everything this frame waits for is forced; if not, has it asked for. */
  private boolean ready(Pending pending, boolean ask) {
    var after = pending.after();
    for (int i = 0; i < after.size(); i++) {
      var position = after.get(i);
      if (neighbours.forced(position)) continue;
      if (ask && !position.equals(asked)) {
        asked = position;
        neighbours.force(position, bell);
      } else if (ask) {
        neighbours.check(position);
      }
      return false;
    }
    return true;
  }

  private void commit(long now) throws IOException {
    var head = taken.get(cursor);
    if (!segments.active().fits(head.bound())) roll(head);
    var active = segments.active();
    commitTime = Math.max(Math.max(commitTime, decided()), place.settings().clock().getAsLong());
    writer.begin(active.seed(), forcer.durable(), commitTime);
    var group = new ArrayList<Appended>(Math.min(taken.size() - cursor, 4096));
    long bytes = 0;
    while (cursor < taken.size()) {
      var next = taken.get(cursor);
      if (!group.isEmpty() && !joins(next, active)) break;
      if (!next.after().isEmpty()) later();
      active.note(next.first(), writer.length(), commitTime);
      writer.frame(next.draft(), next.first(), next.bound());
      group.add(
          new Appended(next.first(), next.last(), commitTime, next.draft(), next.attachment()));
      bytes += next.bound();
      taken.set(cursor++, null);
    }
    write(active, group, now);
    intake.release(bytes);
    listener.accept(group);
  }

  /**
   * What a frame waited for may have been committed since the group began: its own commit time must
   * not lie before that, or a cut by time would keep it and lose what it rests on.
   */
  private void later() {
    commitTime = Math.max(commitTime, place.settings().clock().getAsLong());
    writer.at(commitTime);
  }

  /**
   * When the last of those waiting was decided. The clock may have been turned back since, and a
   * writer takes its time from the last commit when the house is opened again.
   */
  private long decided() {
    long latest = 0;
    for (int i = cursor; i < taken.size(); i++) {
      latest = Math.max(latest, FrameWriter.micros(taken.get(i).draft().at().time()));
    }
    return latest;
  }

  private boolean joins(Pending next, ActiveSegment active) {
    long size = (long) writer.length() + next.bound();
    return size <= place.settings().groupBytes()
        && active.fits(size)
        && (next.after().isEmpty() || ready(next, false));
  }

  private void write(ActiveSegment active, List<Appended> group, long now) throws IOException {
    long last = group.get(group.size() - 1).last();
    active.write(writer.bytes(), writer.length());
    unmarked = true;
    wroteAt = now;
    if (unforcedBytes == 0) unforcedSince = now;
    forcer.written(active, last);
    if (!place.soon()) forcer.force();
    ring.add(Arrays.copyOf(writer.bytes(), writer.length()), group.get(0).first(), last);
    visible = last;
    if (place.soon()) {
      unforcedBytes += writer.length();
      soon(now);
    }
  }

  /** Has a SOON journal forced when it is due, or wished for; returns how long until it is. */
  private long soon(long now) throws IOException {
    if (!forcer.behind()) return NEVER;
    long due = unforcedSince + place.settings().soonNanos() - now;
    boolean full = unforcedBytes >= place.settings().soonBytes();
    if (due > 0 && !full && !forcer.wanted() && !intake.closed()) return due;
    unforcedBytes = 0;
    unforcedSince = now;
    helper.run();
    return place.settings().soonNanos();
  }

  /** Marks the end when nothing came for a while; returns how long until then. */
  private long mark(long now) throws IOException {
    if (!unmarked || forcer.behind()) return NEVER;
    long due = wroteAt + place.settings().idleNanos() - now;
    if (due > 0 && !intake.closed()) return due;
    mark(segments.active(), false);
    return 0;
  }

  /**
   * Writes a marker and waits for it, so that whatever is written behind it proves it forced. Not
   * called while anything before it is unforced.
   */
  private void mark(ActiveSegment active, boolean sealing) throws IOException {
    writer.begin(active.seed(), visible, commitTime);
    writer.marker(visible + 1);
    active.write(writer.bytes(), writer.length());
    forcer.forceAnyway(sealing);
    unmarked = false;
  }

  private void roll(Pending head) throws IOException {
    var active = segments.active();
    if (active.empty()) {
      active.grow(head.bound());
      return;
    }
    forcer.force();
    if (unmarked) mark(active, true);
    segments.roll(
        new Recovery.Found(visible, active.end(), commitTime, true, visible, 0), head.bound());
    forcer.written(segments.active(), visible);
    unforcedBytes = 0;
  }
}
