package dev.mainstem.systems.links;

import java.time.Instant;

/** One day of one link. */
record UniqueDay(LinkKey link, long generation, Instant day) {}
