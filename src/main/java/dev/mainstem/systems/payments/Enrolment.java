package dev.mainstem.systems.payments;

import dev.mainstem.systems.payments.risk.Trait;
import java.time.Instant;
import java.util.Optional;

/**
 * Something on a list that rules look at.
 *
 * @param note why it is there, for people
 */
record Enrolment(Key key, Optional<String> note, Instant since) {
  /**
   * @param value a country or a word; a keyed hash of what is personal, a card's fingerprint
   */
  record Key(String list, Trait trait, String value) {}
}
