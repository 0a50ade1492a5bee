package dev.mainstem.systems.checkout.fraud;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.Optional;

/**
 * Something that makes an order suspicious.
 *
 * @param score how suspicious, from 1
 * @param limit of attempts in an hour for {@link Kind#VELOCITY}, of the total in minor units for
 *     {@link Kind#AMOUNT} and {@link Kind#NEW_BUYER}
 * @param currency in which such a total is meant
 */
public record FraudRule(
    @Size(min = 1, max = 60) String name,
    Kind kind,
    @Min(1) @Max(1_000) int score,
    Optional<@Min(0) Long> limit,
    Optional<@Size(min = 3, max = 3) String> currency) {

  /** What is looked at. */
  public enum Kind {
    /** More attempts of one buyer within an hour than the limit. */
    VELOCITY,
    /** A total above the limit. */
    AMOUNT,
    /** The card is billed in another country than the goods are sent to. */
    COUNTRY_MISMATCH,
    /** The buyer, or the mail domain, is on the shop's list. */
    LISTED,
    /** A total above the limit from somebody who never bought anything. */
    NEW_BUYER
  }

  boolean hits(Facts facts) {
    return switch (kind) {
      case VELOCITY -> facts.attempts() > limit.orElse(0L);
      case AMOUNT -> above(facts);
      case COUNTRY_MISMATCH -> mismatch(facts);
      case LISTED -> facts.listed();
      case NEW_BUYER -> facts.orders() == 0 && above(facts);
    };
  }

  private boolean above(Facts facts) {
    return currency.map(facts.currency()::equals).orElse(true) && facts.total() > limit.orElse(0L);
  }

  private static boolean mismatch(Facts facts) {
    return facts.billed().isPresent()
        && facts.sent().isPresent()
        && !facts.billed().equals(facts.sent());
  }
}
