package dev.mainstem.systems.links;

import java.time.Instant;

/**
 * One visit that was kept.
 *
 * @param generation of the link's visits, see {@link Usage}
 * @param number sets visits of the same time apart
 */
record VisitKey(LinkKey link, long generation, Instant at, long number) {}
