package dev.mainstem.systems.links;

import java.time.Instant;

/**
 * When somebody came to a domain.
 *
 * @param orphan whether a link was not met
 */
record Arrival(String domain, boolean orphan, Instant at) {}
