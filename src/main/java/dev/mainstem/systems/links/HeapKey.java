package dev.mainstem.systems.links;

import java.time.Instant;

/**
 * Visits that are counted together: those of one link in one hour.
 *
 * @param generation of the link's visits, see {@link Usage}
 * @param hour when it begins
 */
record HeapKey(LinkKey link, long generation, Instant hour) {}
