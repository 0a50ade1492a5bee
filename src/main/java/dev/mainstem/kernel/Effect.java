package dev.mainstem.kernel;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * The only code that touches the outside world. What is to be done stands in a durable event before
 * it is tried, and what came of it is asked of a system as a command after. In between anything may
 * happen, so the outside may be touched more than once: {@link Attempt#id} is the same each time,
 * and is to be passed on where the other side can tell repetitions by it.
 *
 * @param <J> what it needs to know
 */
public interface Effect<J> {
  /**
   * Tries once, without blocking. A stage that completes with a command has an outcome, good or
   * bad; with null, one that nobody needs to be told; one that fails is tried again later.
   */
  CompletionStage<? extends Command<?, ?>> attempt(J job, Attempt attempt);

  /**
   * How long to wait after so many failed attempts, from 1; a tenth of it is left to chance. Null
   * means to give up, which makes it a dead letter.
   */
  default Duration pause(int failed) {
    return failed >= 12 ? null : Duration.ofSeconds(1L << Math.min(failed - 1, 11));
  }

  /** How long one attempt may take before it counts as failed. */
  default Duration patience() {
    return Duration.ofSeconds(30);
  }

  /**
   * One attempt.
   *
   * @param id the same for every attempt at the same thing, and no other
   * @param number from 1
   */
  record Attempt(String id, int number, Tenant tenant) {}

  /** An attempt that failed, of which the other side says when it may be made again. */
  final class Later extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Duration after;

    /**
     * @param after how long to wait at least; zero if it does not say
     */
    public Later(String why, Duration after) {
      super(why, null, false, false);
      this.after = after;
    }

    public Duration after() {
      return after;
    }

    @Override
    public String toString() {
      return getMessage();
    }
  }
}
