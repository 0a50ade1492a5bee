package dev.mainstem.systems.notifications;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a broadcast has come.
 *
 * @param subject of the broadcast, for who looks at more than one
 * @param step how often it was taken on
 * @param idle whether it waits to be taken on again
 * @param next the chunk that is planned next
 * @param chunks how many there are
 * @param matched people in the audience so far
 * @param deliveries those that were planned, one for each person and channel
 * @param held of these, not before a time
 * @param taken of these, told
 * @param failed of these, given up
 * @param late of these, not told because something changed before they were
 * @param skipped not planned, by {@code channel/reason}
 */
public record Progress(
    String broadcast,
    String subject,
    int step,
    boolean idle,
    int next,
    int chunks,
    long matched,
    long deliveries,
    long held,
    long taken,
    long failed,
    long late,
    Map<String, Long> skipped,
    Instant changedAt) {
  static Progress of(String broadcast, String subject) {
    return new Progress(
        broadcast, subject, 0, true, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), Instant.EPOCH);
  }

  boolean planned() {
    return next >= chunks;
  }

  long open() {
    return deliveries - taken - failed - late;
  }

  Progress stepped(boolean idle, int chunks, Instant now) {
    return new Progress(
        broadcast,
        subject,
        step + 1,
        idle,
        next,
        chunks,
        matched,
        deliveries,
        held,
        taken,
        failed,
        late,
        skipped,
        now);
  }

  /** After a chunk was planned; null if nobody of it is meant. */
  Progress planned(int chunk, Chunk planned) {
    if (planned == null) return at(chunk + 1);
    var reasons = new TreeMap<>(skipped);
    planned.skipped().forEach((why, who) -> reasons.merge(why, (long) who.size(), Long::sum));
    long now = planned.waiting().values().stream().mapToLong(Crowd::size).sum();
    long later = planned.held().stream().mapToLong(hold -> hold.crowd().size()).sum();
    return new Progress(
        broadcast,
        subject,
        step,
        idle,
        chunk + 1,
        chunks,
        matched + planned.matched().size(),
        deliveries + now + later,
        held + later,
        taken,
        failed,
        late,
        reasons,
        changedAt);
  }

  private Progress at(int next) {
    return new Progress(
        broadcast,
        subject,
        step,
        idle,
        next,
        chunks,
        matched,
        deliveries,
        held,
        taken,
        failed,
        late,
        skipped,
        changedAt);
  }

  Progress plus(long held, long taken, long failed, long late) {
    return new Progress(
        broadcast,
        subject,
        step,
        idle,
        next,
        chunks,
        matched,
        deliveries,
        this.held + held,
        this.taken + taken,
        this.failed + failed,
        this.late + late,
        skipped,
        changedAt);
  }
}
