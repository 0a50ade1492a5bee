package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Sealed;
import dev.mainstem.systems.payments.ledger.Currency;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Optional;

/**
 * A payment, as asked for.
 *
 * @param method a payment method or a published test one, such as {@code pm_card_visa}
 * @param email of the payer
 * @param country where the card is billed, two letters
 * @param ip the address the payer comes from
 * @param manualCapture whether the money is only set aside
 * @param confirm whether the payer has said yes already; they have, unless told otherwise
 */
record NewPayment(
    @Positive @Max(Currency.MOST) long amount,
    @Pattern(regexp = "[a-z]{3}") String currency,
    @Size(min = 1, max = 80) String method,
    Optional<@Size(min = 3, max = 512) String> email,
    Optional<@Pattern(regexp = "[A-Z]{2}") String> country,
    Optional<@Size(min = 2, max = 80) String> ip,
    Optional<@Size(min = 1, max = 1_000) String> description,
    Optional<Boolean> manualCapture,
    Optional<Boolean> confirm) {
  Terms terms() {
    var none = Optional.<String>empty();
    return new Terms(
        amount,
        currency,
        none,
        Optional.of(method),
        manualCapture.orElse(false),
        false,
        false,
        none,
        none,
        description,
        none,
        Map.of());
  }

  Optional<Sealed<Contact>> contact() {
    if (email.isEmpty() && country.isEmpty()) return Optional.empty();
    var none = Optional.<String>empty();
    var address = country.map(in -> new Contact.Address(none, none, none, none, none, country));
    return Optional.of(Sealed.of(new Contact(none, email, none, address, none)));
  }
}
