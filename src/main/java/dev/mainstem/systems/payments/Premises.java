package dev.mainstem.systems.payments;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * What payments must know of the house it is in.
 *
 * @param address of its own listener, where payers prove who they are
 * @param settle how long it takes until captured money is available
 */
public record Premises(Supplier<String> address, Duration settle) {}
