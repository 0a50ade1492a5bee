package dev.mainstem.systems.payments;

import java.util.Map;
import java.util.Optional;

/**
 * Why the last attempt came to nothing, in the words of Stripe's API.
 *
 * @param code such as {@code card_declined} or {@code expired_card}
 * @param declineCode what the card's bank says, such as {@code insufficient_funds}
 */
public record Failure(String code, Optional<String> declineCode, String message) {
  private static final Map<String, String> MESSAGES =
      Map.of(
          "expired_card", "Your card has expired.",
          "incorrect_cvc", "Your card's security code is incorrect.",
          "processing_error", "An error occurred while processing your card. Try again later.",
          "insufficient_funds", "Your card has insufficient funds.",
          "authentication_required",
              "Your card was declined. This transaction requires authentication.");

  /** From what the acquirer said. */
  static Failure declined(String why) {
    var own =
        switch (why) {
          case "expired_card", "incorrect_cvc", "processing_error", "authentication_required" ->
              why;
          default -> "card_declined";
        };
    var message = MESSAGES.getOrDefault(why, "Your card was declined.");
    return new Failure(own, Optional.of(why), message);
  }

  static Failure notAuthenticated() {
    return new Failure(
        "payment_intent_authentication_failure",
        Optional.empty(),
        "The provided payment method has failed authentication.");
  }

  static Failure blocked() {
    return new Failure("card_declined", Optional.of("fraudulent"), "Your card was declined.");
  }
}
