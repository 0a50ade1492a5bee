package dev.mainstem.systems.payments.risk;

import java.time.Duration;
import java.util.Optional;

/** What is known of a payment when it is judged. Owned by one judgement. */
public interface Circumstances {
  /** In minor units. */
  long amount();

  /** Three letters, lower case. */
  String currency();

  /** Empty if it is not known. */
  Optional<String> trait(Trait trait);

  /**
   * So many with the same trait within a while, this one included; at most {@link Tally#MOST}.
   * Empty if the trait is not known.
   */
  Optional<Integer> tally(Tally tally);

  /** How long ago this trait was first seen; zero if never. Empty if it is not known. */
  Optional<Duration> age(Trait by);

  /** Whether it is on this list; empty if it is not known. */
  Optional<Boolean> listed(Trait trait, String list);
}
