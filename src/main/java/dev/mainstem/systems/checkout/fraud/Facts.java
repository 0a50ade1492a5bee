package dev.mainstem.systems.checkout.fraud;

import java.util.Optional;

/**
 * What is known of an order when it is screened.
 *
 * @param total in minor units
 * @param attempts of this buyer to complete a purchase within the last hour, this one included
 * @param orders this buyer had before
 * @param listed whether the buyer or the mail domain is on the shop's list
 * @param sent the country the goods go to
 * @param billed the country of the card's address
 */
public record Facts(
    long total,
    String currency,
    int attempts,
    long orders,
    boolean listed,
    Optional<String> sent,
    Optional<String> billed) {}
