package dev.mainstem.systems.payments;

import dev.mainstem.systems.payments.ledger.Currency;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Optional;

/**
 * What a delegated token may be used for, once (Agentic Commerce Protocol 2026-04-17, Allowance).
 *
 * @param maxAmount in minor units
 * @param currency three letters, lower case
 * @param merchant who may use it; anybody if absent
 * @param session for which checkout session; any if absent
 * @param expiresAt from when on it is worth nothing
 */
public record Allowance(
    @Positive @Max(Currency.MOST) long maxAmount,
    @Pattern(regexp = "[a-z]{3}") String currency,
    Optional<@Size(min = 1, max = 200) String> merchant,
    Optional<@Size(min = 1, max = 200) String> session,
    Instant expiresAt) {}
