package dev.mainstem.systems.links;

import java.time.Instant;

/**
 * Visits that are counted together: those of one link in one hour or day.
 *
 * @param generation of the link's visits, see {@link Usage}
 * @param at when the hour or day begins
 */
record HeapKey(LinkKey link, long generation, Step step, Instant at) {}
