package dev.mainstem.systems.notifications;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is on its way to one endpoint: at most one batch, so that whoever does not answer holds up
 * nobody else. After failures it rests, longer each time, and then tries a single message.
 *
 * @param working the messages of the batch that is being sent
 * @param failures batches in a row of which nothing was taken because the other side is unwell
 * @param until how long it leaves the other side alone
 * @param armed when it next looks what is due
 */
record Lane(
    String endpoint,
    String batch,
    List<String> working,
    int failures,
    Optional<Instant> until,
    Optional<Instant> armed) {
  static final int BATCH = 32;
  private static final Duration SHORTEST = Duration.ofSeconds(5);
  private static final int DOUBLINGS = 6;

  static Lane idle(String endpoint) {
    return new Lane(endpoint, "", List.of(), 0, Optional.empty(), Optional.empty());
  }

  boolean works() {
    return !batch.isEmpty();
  }

  /** Whether something that is due may be sent now. */
  boolean free(Instant now) {
    return !works() && until.map(then -> !then.isAfter(now)).orElse(true);
  }

  int most() {
    return failures > 0 ? 1 : BATCH;
  }

  Lane sending(String batch, List<String> messages) {
    return new Lane(endpoint, batch, messages, failures, Optional.empty(), armed);
  }

  /**
   * @param until until when to leave the other side alone; empty if it is well
   */
  Lane done(Optional<Instant> until) {
    return new Lane(endpoint, "", List.of(), until.isPresent() ? failures + 1 : 0, until, armed);
  }

  Lane armed(Instant when) {
    return new Lane(endpoint, batch, working, failures, until, Optional.of(when));
  }

  /** Whether it looks by then anyway. */
  boolean looksBy(Instant when, Instant now) {
    return armed.filter(then -> then.isAfter(now) && !then.isAfter(when)).isPresent();
  }

  /**
   * How long it leaves the other side alone after one more failure: 5 seconds to some 5 minutes.
   */
  Duration pause() {
    return SHORTEST.multipliedBy(1L << Math.min(failures, DOUBLINGS));
  }
}
