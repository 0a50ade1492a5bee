package dev.mainstem.systems.tenants;

import java.time.Instant;

/**
 * That something has happened once in this house.
 *
 * @param since when it happened last
 */
record Mark(Instant since) {}
