package dev.mainstem.systems.payments;

import java.util.Optional;

/**
 * A card as its holder types it, on its way to the {@link Vault} and nowhere else.
 *
 * @param number digits; spaces and dashes between them are passed over
 * @param cvc the check digits on the back, which are never written anywhere
 */
public record NewCard(String number, int expMonth, int expYear, Optional<String> cvc) {
  /** Keeps the number out of messages. */
  @Override
  public String toString() {
    return "card";
  }
}
