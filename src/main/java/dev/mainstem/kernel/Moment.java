package dev.mainstem.kernel;

import java.time.Instant;

/**
 * The circumstances of one command and of its events. Rules get time, identity and ids from here
 * only. It has no position: an undecided thing has none yet.
 *
 * @param time when it was decided, in microseconds; never goes back within one system
 * @param tenant whose tables are seen
 * @param caller who asked
 * @param id the command's own id
 * @param cause why it was asked
 */
public record Moment(Instant time, Tenant tenant, Caller caller, Id id, Cause cause) {
  /** The nth fresh id to give away; the same in a replay. */
  public Id id(int n) {
    return id.child(n);
  }
}
