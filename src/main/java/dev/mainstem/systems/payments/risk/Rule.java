package dev.mainstem.systems.payments.risk;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.Optional;

/**
 * What makes a payment suspicious, or free of suspicion.
 *
 * @param action what becomes of it by this rule alone; absent if it only adds its score
 * @param score how suspicious it is
 * @param when a sentence of the language
 */
public record Rule(
    @Size(min = 1, max = 60) String name,
    Optional<Outcome> action,
    @Min(0) @Max(100) int score,
    @Size(min = 1, max = 500) String when) {
  /** Why the sentence means nothing; empty if it means something. */
  public Optional<String> trouble() {
    return Language.trouble(when);
  }
}
