package dev.mainstem.systems.tenants;

import java.time.Instant;

/**
 * A tenant as readers see it.
 *
 * @param id its name in keys and addresses
 * @param title what people call it
 */
public record Company(String id, String title, Instant createdAt) {}
