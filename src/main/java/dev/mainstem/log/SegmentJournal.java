package dev.mainstem.log;

import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A journal in segment files of its own. Its committer thread owns all writing; a {@code SOON}
 * journal has a second thread that forces, so that no write waits for a force. In a stepped log
 * there is neither, and whoever waits steps.
 */
final class SegmentJournal implements Journal {
  private final Place place;
  private final Bell bell = new Bell();
  private final Bell helperBell = new Bell();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Filler filler;
  private final Segments segments;
  private final Intake intake;
  private final Forcer forcer;
  private final Ring ring;
  private final Space space;
  private final GroupCommit commit;
  private volatile Consumer<Throwable> stopped;
  private Neighbours neighbours;
  private Runnable stepAll;

  SegmentJournal(Place place, Executor background) throws IOException {
    this.place = place;
    filler = new Filler(place, background);
    segments = new Segments(place, filler);
    var found = segments.open();
    intake = new Intake(place, bell, found.last());
    forcer = new Forcer(segments.active(), found.last());
    ring = new Ring(place.settings().ringBytes());
    space = new Space(place);
    space.look(place.settings().nanos().getAsLong());
    commit =
        new GroupCommit(
            new GroupCommit.Parts(place, intake, segments, forcer, ring, space, bell::ring), found);
  }

  /** Begins to work, as one journal of a log. */
  void start(Neighbours neighbours, Runnable stepAll) {
    this.neighbours = neighbours;
    this.stepAll = stepAll;
    boolean helped = place.soon() && !place.settings().stepped();
    commit.join(neighbours, helped ? helperBell::ring : this::forceHere);
    if (place.settings().stepped()) return;
    thread("log-" + place.spec().name(), this::run);
    if (helped) thread("force-" + place.spec().name(), this::help);
  }

  @Override
  public JournalSpec spec() {
    return place.spec();
  }

  @Override
  public long append(Draft draft, Object attachment, List<Position> after) {
    if (stopped == null) throw new IllegalStateException("nobody listens to " + spec().name());
    int bound = FrameSize.bound(draft);
    for (var position : after) {
      if (!neighbours.assigned(position)) {
        throw new IllegalArgumentException("there is no position " + position + " to wait for");
      }
    }
    if (space.low()) throw new DiskLow(spec().name(), space.usable());
    return intake.add(draft, attachment, after, bound);
  }

  @Override
  public void listen(Consumer<List<Appended>> committed, Consumer<Throwable> stopped) {
    commit.listen(committed);
    this.stopped = stopped;
  }

  @Override
  public long last() {
    return intake.last();
  }

  @Override
  public long visible() {
    return commit.visible();
  }

  @Override
  public long durable() {
    return forcer.durable();
  }

  @Override
  public void force() {
    long upTo = intake.last();
    var forced = new CountDownLatch(1);
    wish(upTo, forced::countDown);
    if (place.settings().stepped()) {
      while (forced.getCount() > 0) stepAll.run();
    }
    await(forced);
    if (forcer.durable() < upTo) throw stoppedBy();
  }

  @Override
  public Tail tail(long after) {
    if (after < firstKept() - 1) {
      throw new IllegalArgumentException("position " + (after + 1) + " is no longer kept");
    }
    return new SegmentTail(
        new FileCursor(place.disk(), segments::all, FileCursor.WINDOW), ring, this::visible, after);
  }

  @Override
  public Optional<Frame> frame(long position) {
    if (position < firstKept() || position > visible()) return Optional.empty();
    var files = new FileCursor(place.disk(), segments::all, 2 * SparseIndex.EVERY);
    try (var tail = new SegmentTail(files, ring, this::visible, position - 1)) {
      return Optional.of(tail.next().alone());
    }
  }

  @Override
  public long firstKept() {
    return segments.all().get(0).base();
  }

  @Override
  public long positionAt(long commitTime) {
    var all = segments.all();
    int at = all.size() - 1;
    while (at > 0 && all.get(at).header().baseTime() > commitTime) at--;
    long near = all.get(at).index().positionBefore(commitTime);
    long found = Math.max(near, all.get(at).base()) - 1;
    try (var tail = tail(found)) {
      for (var f = tail.next(); f != null && f.commitTime() <= commitTime; f = tail.next()) {
        found = f.last();
      }
    }
    return found;
  }

  @Override
  public void trim(long upTo) {
    if (spec().keep().isEmpty()) {
      throw new IllegalStateException("journal " + spec().name() + " is kept for ever");
    }
    try {
      segments.trim(Math.min(upTo, durable()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long trimmable(long upTo) {
    return segments.all().stream()
        .mapToLong(Segment::last)
        .filter(last -> last <= Math.min(upTo, durable()))
        .max()
        .orElse(firstKept() - 1);
  }

  @Override
  public JournalHealth health() {
    return new JournalHealth(
        intake.failure().map(Throwable::toString),
        space.low(),
        segments.all().size(),
        segments.bytes(),
        intake.waiting());
  }

  @Override
  public void close() {
    closing();
    if (place.settings().stepped()) {
      while (ended.getCount() > 0) stepAll.run();
    }
    await(ended);
  }

  Place place() {
    return place;
  }

  Segments segments() {
    return segments;
  }

  /** Lets go of the file of a journal that was never started. */
  void abandon() throws IOException {
    segments.close();
  }

  /** Refuses appends from now on, without waiting for what is pending. */
  void closing() {
    intake.close();
  }

  /** Has this position forced; wakes whoever asks then, or when it never will be. */
  void wish(long position, Runnable wake) {
    forcer.whenForced(position, wake);
    bell.ring();
    if (ended.getCount() == 0) forcer.giveUp();
  }

  /** Throws if this position is not forced and never will be. */
  void check(long position) {
    if (ended.getCount() == 0 && durable() < position) throw stoppedBy();
  }

  /** One step of a log without threads; returns whether anything changed. */
  boolean step() {
    if (ended.getCount() == 0) return false;
    long visible = visible();
    long durable = durable();
    long wait = GroupCommit.DONE;
    try {
      wait = commit.step(place.settings().nanos().getAsLong());
      if (wait == GroupCommit.DONE) finish();
    } catch (IOException | RuntimeException | Error e) {
      stop(e);
    }
    return wait == 0 || visible() > visible || durable() > durable || forcer.failure() != null;
  }

  private void run() {
    try {
      while (true) {
        long wait = commit.step(place.settings().nanos().getAsLong());
        if (wait == GroupCommit.DONE) break;
        if (wait > 0) bell.await(wait);
      }
      finish();
    } catch (IOException | RuntimeException | Error e) {
      stop(e);
    }
  }

  private void help() {
    while (ended.getCount() > 0) {
      helperBell.await(GroupCommit.NEVER);
      forceHere();
      bell.ring();
    }
  }

  /** A failure is kept by the forcer and stops the committer at its next step. */
  private void forceHere() {
    try {
      forcer.force();
    } catch (IOException e) {
      bell.ring();
    }
  }

  private void finish() throws IOException {
    end();
    segments.close();
  }

  private void stop(Throwable cause) {
    intake.fail(cause);
    end();
    try {
      segments.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    if (stopped != null) stopped.accept(cause);
  }

  private void end() {
    filler.close();
    ended.countDown();
    forcer.giveUp();
    helperBell.ring();
  }

  private JournalStopped stoppedBy() {
    return new JournalStopped(spec().name(), intake.failure().orElse(null));
  }

  private static void thread(String name, Runnable work) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void await(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) Thread.currentThread().interrupt();
  }
}
