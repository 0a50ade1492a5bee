package dev.mainstem.systems.payments;

import dev.mainstem.systems.payments.ledger.Currency;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Optional;

/**
 * What a payment is to be.
 *
 * @param amount in minor units of the currency
 * @param currency three letters, lower case
 * @param method a payment method's id or a delegated token
 * @param manualCapture whether the money is only set aside, to be captured later
 * @param offSession whether the payer is away, so that nothing can be asked of them
 * @param keepFor {@code on_session} or {@code off_session} if the method is to be kept
 * @param returnUrl where the payer goes who had to prove who they are
 */
public record Terms(
    @Positive @Max(Currency.MOST) long amount,
    @Pattern(regexp = "[a-z]{3}") String currency,
    Optional<@Size(min = 1, max = 80) String> customer,
    Optional<@Size(min = 1, max = 80) String> method,
    boolean manualCapture,
    boolean manualConfirmation,
    boolean offSession,
    Optional<@Pattern(regexp = "on_session|off_session") String> keepFor,
    Optional<@Size(max = 2_048) String> returnUrl,
    Optional<@Size(max = 1_000) String> description,
    Optional<@Size(max = 22) String> statement,
    Map<String, @Size(max = 500) String> metadata) {
  Terms with(Optional<String> method) {
    return copy(amount, method, offSession, returnUrl);
  }

  Terms away(boolean offSession) {
    return copy(amount, method, offSession, returnUrl);
  }

  Terms returning(Optional<String> url) {
    return copy(amount, method, offSession, url);
  }

  Terms of(long amount) {
    return copy(amount, method, offSession, returnUrl);
  }

  /** The same with other words about it; what is not said stays. */
  Terms saying(Optional<String> description, Map<String, String> metadata) {
    return new Terms(
        amount,
        currency,
        customer,
        method,
        manualCapture,
        manualConfirmation,
        offSession,
        keepFor,
        returnUrl,
        description.or(this::description),
        statement,
        metadata);
  }

  /** Whether nothing differs but words about it. */
  boolean sameMoney(Terms other) {
    return amount == other.amount
        && currency.equals(other.currency)
        && customer.equals(other.customer)
        && method.equals(other.method)
        && manualCapture == other.manualCapture;
  }

  private Terms copy(
      long amount, Optional<String> method, boolean offSession, Optional<String> returnUrl) {
    return new Terms(
        amount,
        currency,
        customer,
        method,
        manualCapture,
        manualConfirmation,
        offSession,
        keepFor,
        returnUrl,
        description,
        statement,
        metadata);
  }
}
