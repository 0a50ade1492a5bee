package dev.mainstem.systems.checkout;

import dev.mainstem.engine.delivery.Outgoing;
import dev.mainstem.engine.keys.Seals;
import java.security.SecureRandom;
import java.util.function.Supplier;

/**
 * What checkout is given of the house it is in.
 *
 * @param address of the main door, for links in answers
 * @param secret 32 bytes of the house, to sign tickets and webhooks with
 */
public record Premises(
    Outgoing outgoing,
    Seals seals,
    Supplier<String> address,
    SecureRandom random,
    @SuppressWarnings("ArrayRecordComponent") byte[] secret) {}
