package dev.mainstem.systems.links;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What rules look at: one visitor at one time.
 *
 * @param agent the {@code User-Agent}, or empty text
 * @param languages the {@code Accept-Language}, or empty text
 * @param query parameters by name; the first of a name that stands twice
 * @param ip empty where it is not known, as for a visit of which no address was kept
 * @param place where the address is
 * @param hash the same for the same visitor on the same day
 */
record Sight(
    String agent,
    String languages,
    Map<String, String> query,
    Optional<byte[]> ip,
    Place place,
    long hash,
    Instant at) {}
