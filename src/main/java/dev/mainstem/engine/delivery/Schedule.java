package dev.mainstem.engine.delivery;

import java.time.Duration;
import java.util.List;

/**
 * The pauses between attempts, for {@link dev.mainstem.kernel.Effect#pause}.
 *
 * @param pauses after the first failure, after the second, and so on
 */
public record Schedule(List<Duration> pauses) {
  /** What the Standard Webhooks specification 1.0.0 proposes: ten attempts in three days. */
  public static final Schedule STANDARD_WEBHOOKS =
      new Schedule(
          List.of(
              Duration.ofSeconds(5),
              Duration.ofMinutes(5),
              Duration.ofMinutes(30),
              Duration.ofHours(2),
              Duration.ofHours(5),
              Duration.ofHours(10),
              Duration.ofHours(14),
              Duration.ofHours(20),
              Duration.ofHours(24)));

  public Schedule {
    pauses = List.copyOf(pauses);
  }

  /** How long to wait after so many failures, from 1; null to give up. */
  public Duration pause(int failed) {
    return failed > pauses.size() ? null : pauses.get(failed - 1);
  }
}
